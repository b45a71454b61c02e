import Foundation

/// One Swift file as the rules see it.
struct SourceFile {
    /// Relative to the top of the project, with `/`.
    let path: String
    let lines: [Substring]
    /// The same lines without what stands in strings and comments.
    let codeLines: [Substring]
    let code: [UInt8]
    let textLines: Set<Int>

    init(path: String, text: String) {
        self.path = path
        let blanked = Blanking(text)
        code = blanked.code
        textLines = blanked.textLines
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        codeLines = Substring(decoding: code, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    var name: String { String(path.split(separator: "/").last ?? "") }
    var stem: String { String(name.prefix { $0 != "." }) }

    /// The room whose folder holds the file: the part after `Sources/`.
    var room: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    func problem(_ line: Int, _ text: String) -> Problem {
        Problem(place: "\(path):\(line)", text: text)
    }

    /// Lines (from 1) of the code in which one of the words stands. A word that begins or ends
    /// with a letter does not match inside a longer name.
    func lines(containing words: [String]) -> [(line: Int, word: String)] {
        var byFirst: [[(word: String, bytes: [UInt8])]] = Array(repeating: [], count: 256)
        for word in words {
            let bytes = Array(word.utf8)
            guard let first = bytes.first else { continue }
            byFirst[Int(first)].append((word, bytes))
        }
        var line = 1
        var found: [(line: Int, word: String)] = []
        for at in code.indices {
            if code[at] == .newline { line += 1 }
            for (word, bytes) in byFirst[Int(code[at])] where stands(bytes, at: at) {
                found.append((line, word))
            }
        }
        return found
    }

    private func stands(_ word: [UInt8], at start: Int) -> Bool {
        let end = start + word.count
        guard let first = word.first, let last = word.last, end <= code.count,
            code[start..<end].elementsEqual(word)
        else { return false }
        if first.isNamePart, start > 0, code[start - 1].isNamePart { return false }
        return !(last.isNamePart && end < code.count && code[end].isNamePart)
    }
}

/// What a rule has against a place.
struct Problem: Equatable, CustomStringConvertible {
    let place: String
    let text: String
    var description: String { "\(place): \(text)" }
}
