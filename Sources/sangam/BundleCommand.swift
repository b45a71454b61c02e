import ArgumentParser

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Carry logs on a stick, where there is no line.",
        subcommands: [BundleExportCommand.self, BundleImportCommand.self])
}
