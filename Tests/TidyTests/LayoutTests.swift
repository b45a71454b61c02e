import Foundation
import Testing

private let topLevel: Set<String> = [
    "Package.swift", "Sources", "Tests", "peers.example.json", "Protocol.md", "scripts",
    "README.md", "CHANGELOG.md", "LICENSE",
]
private let dotfiles: Set<String> = [".ci", ".git", ".gitignore", ".swift-format", ".swiftpm"]
/// What the build writes and git ignores.
private let written: Set<String> = ["Package.resolved"]

func layoutProblems(_ names: [String]) -> [String] {
    names.filter { name in
        !topLevel.contains(name) && !dotfiles.contains(name) && !written.contains(name)
            && !name.hasPrefix(".build")
    } + topLevel.subtracting(names).sorted().map { "\($0) is missing" }
}

/// Notes to oneself, and places that only one machine has. Split, so as not to find themselves.
private let forbidden = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "/wo" + "rk/"]

func forbiddenWordProblems(path: String, text: String) -> [Problem] {
    let file = SourceFile(path: path, text: "")
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
        index, line in
        forbidden.filter { contains($0, in: line) }.map { file.problem(index + 1, $0) }
    }
}

/// As a word: base64 in a fixture may well hold the letters.
private func contains(_ word: String, in line: Substring) -> Bool {
    line.ranges(of: word).contains { range in
        let before = line[..<range.lowerBound].utf8.last
        let after = line[range.upperBound...].utf8.first
        if word.hasPrefix("/") { return before.map { !$0.isNamePart } ?? true }
        let neighbours = [before, after].compactMap { $0 }
        return !neighbours.contains { $0.isNamePart || "+/=-".utf8.contains($0) }
    }
}

@Suite struct LayoutTests {
    @Test func `the top level holds what it should and nothing else`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Project.root.path)
        #expect(layoutProblems(names) == [])
    }

    @Test func `the layout rule sees what is too much and what is missing`() {
        #expect(layoutProblems(topLevel.sorted() + [".git", ".build", ".build-x"]) == [])
        #expect(layoutProblems(topLevel.sorted() + ["docs"]) == ["docs"])
        #expect(layoutProblems(topLevel.sorted() + [".env"]) == [".env"])
        #expect(
            layoutProblems(topLevel.subtracting(["LICENSE"]).sorted()) == ["LICENSE is missing"])
    }

    @Test func `README names both commands, CHANGELOG and LICENSE say something`() throws {
        let readme = try Project.text("README.md")
        #expect(readme.contains("scripts/demo") && readme.contains("scripts/test"))
        #expect(readme.contains("Protocol.md") && readme.contains("recovery key"))
        #expect(try Project.text("CHANGELOG.md").contains("## "))
        #expect(try Project.text("LICENSE").contains("Apache License"))
    }

    @Test(arguments: [
        "setup", "demo", "test", "mutate", "browser", "make-web-resources", "../.ci/run",
    ])
    func `a script can be run and stops at the first failure`(name: String) throws {
        let path = Project.root.appendingPathComponent("scripts/" + name).standardized.path
        #expect(FileManager.default.isExecutableFile(atPath: path))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("#!/usr/bin/env bash\n"))
        #expect(text.contains("\nset -euo pipefail\n"))
    }

    @Test func `no file holds a note to oneself or a path of one machine`() throws {
        let paths =
            ["Sources", "Tests", "scripts", ".ci"].flatMap(Project.files(under:))
            + ["README.md", "CHANGELOG.md", "Protocol.md", "Package.swift"]
        #expect(paths.count > 20)
        for path in paths {
            // What is not UTF-8 (a binary fixture) holds no notes.
            guard let text = try? Project.text(path) else { continue }
            #expect(forbiddenWordProblems(path: path, text: text) == [])
        }
    }

    @Test func `the word rule sees a planted word, and not a word inside another`() {
        #expect(forbiddenWordProblems(path: "a", text: "// \(forbidden[0]): later").count == 1)
        #expect(forbiddenWordProblems(path: "a", text: "a\ncd \(forbidden[4])main").count == 1)
        #expect(
            forbiddenWordProblems(path: "a", text: "\(forbidden[2])L a+\(forbidden[2])/b") == [])
    }
}
