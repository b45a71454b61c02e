import Testing

private let bannedSuffixes = ["Manager", "Helper", "Utils", "Service", "Impl", "Base", "Common"]
private let typeWords: Set<Substring> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
]

/// Types that a file declares, with their lines.
func declaredTypes(_ file: SourceFile) -> [(line: Int, name: String)] {
    file.codeLines.enumerated().flatMap { index, line in
        let words = line.split { " {:<(=,".contains($0) }
        return zip(words, words.dropFirst()).compactMap { word, name in
            let isName = name.utf8.first.map { $0.isNamePart } ?? false
            let isMember = ["func", "var", "let", "subscript", "override"].contains(name)
            return typeWords.contains(word) && isName && !isMember
                ? (index + 1, String(name)) : nil
        }
    }
}

func nameProblems(_ file: SourceFile) -> [Problem] {
    var problems = declaredTypes(file).filter { type in
        bannedSuffixes.contains { type.name.hasSuffix($0) }
    }.map { file.problem($0.line, "\($0.name): the suffix says nothing") }
    problems += bannedSuffixes.filter { file.stem.hasSuffix($0) }
        .map { file.problem(1, "a file named …\($0) says nothing") }
    if file.path.contains("/Extensions/") {
        problems.append(file.problem(1, "no Extensions folder: put it where it is used"))
    }
    return problems
}

/// In the pure rooms a file is named after a type that it declares or extends; a file that begins
/// with an extension goes on where another one ended, and is named after its subject.
func fileNameProblems(_ file: SourceFile) -> [Problem] {
    guard ["SangamLog", "SangamDirectory"].contains(file.room) else { return [] }
    let stem = file.stem.prefix { $0 != "+" }
    let declared = declaredTypes(file).contains { $0.name == stem }
    let extended = !file.lines(containing: ["extension \(stem)"]).isEmpty
    let first = file.codeLines.first { !$0.isEmpty && !$0.hasPrefix(" ") && !isImport($0) }
    let goesOn = first?.split(separator: " ").contains("extension") ?? false
    return declared || extended || goesOn ? [] : [file.problem(1, "declares no \(stem)")]
}

private func isImport(_ line: Substring) -> Bool { importedModule(line) != nil }

@Suite struct NameTests {
    @Test func `no type and no file has a name that says nothing`() {
        #expect((Project.sources + Project.tests).flatMap(nameProblems) == [])
    }

    @Test func `a file of a pure room is named after its main type`() {
        #expect(Project.sources.flatMap(fileNameProblems) == [])
    }

    @Test(arguments: [
        ("Sources/X/A.swift", "public struct PeerManager {}"),
        ("Sources/X/A.swift", "final class StoreImpl: Store {}"),
        ("Sources/X/A.swift", "private typealias NodeService<T> = T"),
        ("Sources/X/A.swift", "protocol PeerBase: Sendable {}"),
        ("Sources/X/StringUtils.swift", "let a = 1"),
        ("Sources/X/Extensions/A.swift", "let a = 1"),
    ])
    func `the name rule sees a planted name`(path: String, text: String) {
        #expect(nameProblems(SourceFile(path: path, text: text)).count == 1)
    }

    @Test func `the name rule lets other names through`() {
        let text = "struct Basement {}\nclass func aManager() {}\n// struct PeerManager\n"
        #expect(nameProblems(SourceFile(path: "Sources/X/A.swift", text: text)) == [])
    }

    @Test func `the file name rule sees a file named after nothing`() {
        let text = "public struct Tile {}\nextension Hash {}"
        func problems(_ name: String) -> Int {
            fileNameProblems(SourceFile(path: "Sources/SangamLog/\(name)", text: text)).count
        }
        #expect(problems("Things.swift") == 1)
        #expect(problems("Tile.swift") == 0)
        #expect(problems("Hash+Base64.swift") == 0)
        let more = SourceFile(
            path: "Sources/SangamLog/MoreTiles.swift",
            text: "// Why.\nimport Crypto\n\npublic extension Tile {\n}\n")
        #expect(fileNameProblems(more) == [])
    }
}
