import ArgumentParser

/// The options that every command has, after its own.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The node's folder; else $SANGAM_DATA, else ~/.local/share/sangam.",
            valueName: "dir"))
    var data: String?

    @Flag(help: "Print exactly one JSON document on standard output.")
    var json = false

    @Flag(help: "No chatter and no progress; errors are still told.")
    var quiet = false
}

/// The option of those commands that sign a change when no node runs.
struct AloneOption: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Write without asking the peers first.",
            discussion: """
                Before its first change after a start, a node asks its peers how far its own log \
                had come: after an old copy of the folder was put back, signing would make a \
                second history. Say --alone only if you know that this folder is the newest.
                """))
    var alone = false
}
