import ArgumentParser

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Carry logs on a USB stick, where there is no internet.",
        subcommands: [BundleExportCommand.self, BundleImportCommand.self])
}
