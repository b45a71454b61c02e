import Testing

/// Words that a room must not use, and the files that are its edge and may.
private struct Ban {
    let rooms: Set<String>
    let words: [String]
    let why: String
    /// Beginnings of file names.
    var edges: [String] = []

    static let clocks = [
        "Date()", "Date.now", "Date.init", "ContinuousClock", "SuspendingClock", "clock_gettime",
        "gettimeofday", "time(nil)", "Timer", "DispatchTime", "DispatchWallTime", "asyncAfter",
    ]
    static let tasks = [
        "Task {", "Task<", "Task(", "Task.init", "Task.detached", "Task.sleep", "Task.immediate",
        "async let", "withTaskGroup", "withThrowingTaskGroup", "withDiscardingTaskGroup",
        "withThrowingDiscardingTaskGroup", "usleep", "nanosleep", "sleep(",
    ]
    static let chance = [
        "UUID()", ".random(", ".randomElement(", ".shuffled(", ".shuffle(",
        "SystemRandomNumberGenerator", "arc4random", "getrandom", "PrivateKey()",
    ]

    static let all = [
        Ban(
            rooms: ["SangamLog", "SangamDirectory"],
            words: clocks + tasks + chance + [
                "Task", "async", "await", "actor", "FileManager", "FileHandle", "ProcessInfo",
                "Process", "Thread", "DispatchQueue", "URLSession", "Logger", "print(",
                "debugPrint(", "dump(", "readLine(", "getenv", "fopen", "open(", "socket(",
                "Locale.current", "TimeZone.current",
            ],
            why: "a pure room has no clock, chance, files, network, async or output"),
        // Values of time and chance are passed in; a seed then replays a simulation exactly.
        Ban(
            rooms: ["SangamNode"], words: tasks + clocks,
            why: "in SangamNode only SyncLoop starts tasks, sleeps or reads the clock",
            edges: ["SyncLoop", "SystemClock"]),
        Ban(
            rooms: ["SangamStore"],
            words: tasks + clocks + chance + ["print(", "Logger", "SignerKey", "URLSession"],
            why: "the store keeps bytes: no clock, chance, tasks, signing or output"),
        Ban(
            rooms: ["SangamWeb"],
            words: ["Date()", "Date.now", "print(", "SignerKey", "KeyFile", "GRDB", "URLSession"],
            why: "the web takes the time it is given, and has no keys, no SQL, no output"),
        Ban(
            rooms: ["SangamNode"], words: ["print(", "debugPrint(", "URLSession"],
            why: "SangamNode logs by Logging and speaks by CurlTransport"),
        Ban(
            rooms: ["sangam"], words: ["print(", "debugPrint(", "FileHandle.standardOutput"],
            why: "Output is the one file that prints", edges: ["Output", "main"]),
    ]
}

/// Traps and unchecked promises, banned in all code, tests too.
private let dangerous = [
    "try!", "as!", "@unchecked", "nonisolated(unsafe)", "fatalError", "unsafeBitCast",
    "assumingMemoryBound", "unownedReference", "unowned(unsafe)", "preconditionFailure()",
    // Crashes now and then, see ChildProcess.
    "Process()",
]

func bannedCallProblems(_ file: SourceFile) -> [Problem] {
    let inRoom = Ban.all.flatMap { ban -> [Problem] in
        guard let room = file.room, ban.rooms.contains(room),
            !ban.edges.contains(where: { file.name.hasPrefix($0) })
        else { return [] }
        return file.lines(containing: ban.words)
            .filter { !isDrawnFromGivenGenerator($0.word, file.codeLines[$0.line - 1]) }
            .map { file.problem($0.line, "\($0.word): \(ban.why)") }
    }
    let everywhere = file.lines(containing: dangerous)
        .map { file.problem($0.line, "\($0.word) is not used in this project") }
    return inRoom + everywhere + forcedUnwraps(file)
}

/// `.random(in: range, using: &generator)`: the caller chose the generator.
private func isDrawnFromGivenGenerator(_ word: String, _ line: Substring) -> Bool {
    word.hasPrefix(".") && word.hasSuffix("(") && line.contains("using: &")
}

/// `x!`, `f()!`, `a[0]!` and `Type!`: a mark right behind a name or a closing bracket.
func forcedUnwraps(_ file: SourceFile) -> [Problem] {
    file.codeLines.enumerated().compactMap { index, line in
        let bytes = Array(line.utf8)
        let found = bytes.indices.dropFirst().contains { at in
            guard bytes[at] == UInt8(ascii: "!") else { return false }
            let before = bytes[at - 1]
            let after = at + 1 < bytes.count ? bytes[at + 1] : .space
            return (before.isNamePart || [0x29, 0x5D, 0x60].contains(before))
                && after != UInt8(ascii: "=")
        }
        return found ? file.problem(index + 1, "no forced unwrapping") : nil
    }
}

@Suite struct BannedCallTests {
    @Test func `no room uses what is banned there`() {
        #expect((Project.sources + Project.tests).flatMap(bannedCallProblems) == [])
    }

    @Test(arguments: [
        ("Sources/SangamLog/A.swift", "let now = Date()"),
        ("Sources/SangamLog/A.swift", "let id = UUID()"),
        ("Sources/SangamLog/A.swift", "let n = Int.random(in: 0...9)"),
        ("Sources/SangamLog/A.swift", "func f() async {}"),
        ("Sources/SangamLog/A.swift", "let key = Curve25519.Signing.PrivateKey()"),
        ("Sources/SangamDirectory/A.swift", "print(1)"),
        ("Sources/SangamDirectory/A.swift", "var g = SystemRandomNumberGenerator()"),
        ("Sources/SangamDirectory/A.swift", "let a = \"\\(FileManager.default)\""),
        ("Sources/SangamNode/Publish.swift", "Task.detached { }"),
        ("Sources/SangamNode/Receive.swift", "let now = ContinuousClock.now"),
        ("Sources/SangamNode/Receive.swift", "print(1)"),
        ("Sources/SangamStore/Store.swift", "let now = Date.now"),
        ("Sources/SangamWeb/Routes.swift", "let key: SignerKey"),
        ("Sources/sangam/Serve.swift", "print(1)"),
        ("Tests/A/A.swift", "let a = try! f()"),
        ("Tests/A/A.swift", "let a = b as! C"),
        ("Tests/A/A.swift", "let a = Process()"),
        ("Tests/A/A.swift", "final class A: @unchecked Sendable {}"),
        ("Tests/A/A.swift", "nonisolated(unsafe) var a = 1"),
        ("Tests/A/A.swift", "fatalError(\"no\")"),
        ("Tests/A/A.swift", "let a = b!.c"),
        ("Tests/A/A.swift", "let a = f()!"),
        ("Tests/A/A.swift", "var a: Int!"),
        ("Tests/A/A.swift", "let a = \"\\(b[0]!)\""),
    ])
    func `the rule sees a planted call`(path: String, text: String) {
        #expect(!bannedCallProblems(SourceFile(path: path, text: text)).isEmpty)
    }

    @Test(arguments: [
        ("Sources/SangamLog/A.swift", "// print(1), Date(), b!\nlet a = \"Task { UUID() }!\""),
        ("Sources/SangamLog/A.swift", "let n = Int.random(in: 0...9, using: &generator)"),
        ("Sources/SangamLog/A.swift", "let printer = reopen(a); blueprint(a)"),
        ("Sources/SangamLog/A.swift", "guard a != b, !c, #available(x) else { return }"),
        ("Sources/SangamNode/SyncLoop.swift", "Task { let now = ContinuousClock.now }"),
        ("Sources/SangamNode/SystemClock.swift", "let now = Date()"),
        ("Sources/sangam/Output.swift", "print(1)"),
        ("Tests/A/A.swift", "let a = #\"b! \"quoted\" c!\"#"),
        ("Tests/A/A.swift", "let a = \"\"\"\n    fatalError! \\(b) x!\n    \"\"\""),
        ("Tests/A/A.swift", "@Test func `stop! it must not trap!`() {}"),
    ])
    func `the rule lets through what is allowed`(path: String, text: String) {
        #expect(bannedCallProblems(SourceFile(path: path, text: text)) == [])
    }
}
