import Testing

/// What a room may import. The compiler does not hold these arrows: a module that is built but not
/// declared as a dependency can be imported all the same.
private struct Room {
    let name: String
    let rooms: Set<String>
    let outside: Set<String>
    var toolchain: Set<String> = ["Synchronization", "Dispatch", "Glibc"]
    /// File name -> what that file alone may import besides.
    var exceptions: [String: Set<String>] = [:]

    static let all = [
        Room(
            name: "SangamLog", rooms: [], outside: ["Crypto", "FoundationEssentials"],
            toolchain: []),
        Room(
            name: "SangamDirectory", rooms: ["SangamLog"], outside: ["FoundationEssentials"],
            toolchain: [],
            exceptions: [
                "SearchText.swift": ["Foundation"], "ResourceText.swift": ["CResources"],
            ]),
        Room(
            name: "SangamStore", rooms: ["SangamDirectory", "SangamLog"],
            outside: ["GRDB", "CSQLite", "FoundationEssentials"]),
        Room(
            name: "SangamNode", rooms: ["SangamStore", "SangamDirectory", "SangamLog"],
            outside: [
                "CCurl", "CQREncode", "CZlib", "Crypto", "CryptoExtras", "Logging", "Metrics",
                "Foundation",
                "FoundationEssentials", "FoundationXML",
            ]),
        Room(
            name: "SangamWeb",
            rooms: ["SangamNode", "SangamStore", "SangamDirectory", "SangamLog"],
            // HummingbirdCore: the lower half of Hummingbird, which the compiler wants named.
            outside: [
                "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "Mustache", "Logging",
                "ServiceLifecycle",
                "FoundationEssentials",
            ], exceptions: ["WebResources.swift": ["CWebResources"]]),
        Room(
            name: "sangam",
            rooms: ["SangamWeb", "SangamNode", "SangamStore", "SangamDirectory", "SangamLog"],
            outside: [
                "ArgumentParser", "CMalloc", "Logging", "ServiceLifecycle", "Foundation",
                "FoundationEssentials",
            ]),
    ]
    static let shims: Set<String> = [
        "CCurl", "CMalloc", "CZlib", "CSQLite", "CQREncode", "CResources", "CWebResources", "CZip",
    ]
}

/// The module that a line imports, with whatever attributes, access level or symbol kind.
func importedModule(_ statement: Substring) -> String? {
    let words = statement.split(separator: " ")
    guard let index = words.firstIndex(of: "import"), index + 1 < words.count else { return nil }
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    guard words[..<index].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) }) else {
        return nil
    }
    let symbols: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]
    var name = words[index + 1]
    if symbols.contains(name), index + 2 < words.count { name = words[index + 2] }
    return String(name.prefix { $0 != "." && $0 != ";" })
}

func importProblems(_ file: SourceFile) -> [Problem] {
    guard let name = file.room, !Room.shims.contains(name) else { return [] }
    guard let room = Room.all.first(where: { $0.name == name }) else {
        return [file.problem(1, "\(name) is not one of the six rooms")]
    }
    let allowed = room.rooms.union(room.outside).union(room.toolchain)
        .union(room.exceptions[file.name] ?? [])
    return file.codeLines.enumerated().flatMap { index, line in
        line.split(separator: ";").compactMap(importedModule)
            .filter { !allowed.contains($0) }
            .map { file.problem(index + 1, "\(name) must not import \($0)") }
    }
}

@Suite struct ImportTests {
    @Test func `every room imports only what its row of the table allows`() {
        #expect(!Project.sources.isEmpty)
        #expect(Project.sources.flatMap(importProblems) == [])
    }

    @Test(arguments: [
        ("Sources/SangamLog/A.swift", "import Foundation"),
        ("Sources/SangamLog/A.swift", "@testable import SangamDirectory"),
        ("Sources/SangamLog/A.swift", "public import struct SangamStore.Store"),
        ("Sources/SangamLog/A.swift", "  @_exported   import Glibc"),
        ("Sources/SangamLog/A.swift", "import Crypto; import Dispatch"),
        ("Sources/SangamDirectory/Record.swift", "import Foundation"),
        ("Sources/SangamStore/A.swift", "import Logging"),
        ("Sources/SangamNode/A.swift", "import Hummingbird"),
        ("Sources/SangamWeb/A.swift", "import GRDB"),
        ("Sources/SangamWeb/A.swift", "import CWebResources"),
        ("Sources/SangamWeb/A.swift", "import func Foundation.exit"),
        ("Sources/sangam/A.swift", "import Crypto"),
        ("Sources/SangamCellar/A.swift", "let a = 1"),
    ])
    func `the import rule sees a planted import`(path: String, text: String) {
        #expect(importProblems(SourceFile(path: path, text: "\n" + text)).count == 1)
    }

    @Test(arguments: [
        ("Sources/SangamLog/A.swift", "import Crypto\nimport FoundationEssentials"),
        ("Sources/SangamLog/A.swift", "// import Foundation\nlet a = \"import GRDB\""),
        ("Sources/SangamDirectory/SearchText.swift", "import Foundation"),
        ("Sources/SangamStore/A.swift", "import GRDB\nimport SangamLog\nimport Synchronization"),
        ("Sources/SangamWeb/WebResources.swift", "import CWebResources"),
        ("Sources/CCurl/A.swift", "import Anything"),
    ])
    func `the import rule lets through what is allowed`(path: String, text: String) {
        #expect(importProblems(SourceFile(path: path, text: text)) == [])
    }
}
