import Testing

private let fileLinesMost = 400
private let functionLinesMost = 70
private let columnsMost = 100

func lengthProblems(_ file: SourceFile) -> [Problem] {
    var problems: [Problem] = []
    let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
    if count > fileLinesMost {
        problems.append(file.problem(1, "\(count) lines; \(fileLinesMost) are the most"))
    }
    for (index, line) in file.lines.enumerated()
    where line.count > columnsMost && !file.textLines.contains(index + 1) {
        problems.append(file.problem(index + 1, "\(line.count) columns"))
    }
    problems += functions(of: file).filter { $0.lines > functionLinesMost }.map {
        file.problem($0.line, "a function of \($0.lines) lines; \(functionLinesMost) are the most")
    }
    return problems
}

/// Where a function (or initialiser, or subscript) begins, and how many lines it has with its
/// first and last. Requirements of a protocol, which have no body, are left out.
func functions(of file: SourceFile) -> [(line: Int, lines: Int)] {
    var line = 1
    var found: [(line: Int, lines: Int)] = []
    for start in file.code.indices {
        if file.code[start] == .newline { line += 1 }
        guard beginsFunction(file.code, at: start), let body = body(file.code, after: start)
        else { continue }
        let breaks = file.code[start..<body.upperBound].count { $0 == .newline }
        found.append((line, breaks + 1))
    }
    return found
}

private func beginsFunction(_ code: [UInt8], at start: Int) -> Bool {
    if start > 0, code[start - 1].isNamePart || code[start - 1] == UInt8(ascii: ".") {
        return false
    }
    func begins(_ word: String, then allowed: String) -> Bool {
        let end = start + word.utf8.count
        return end < code.count && code[start..<end].elementsEqual(word.utf8)
            && allowed.utf8.contains(code[end])
    }
    return begins("func", then: " ") || begins("init", then: "(<?")
        || begins("deinit", then: " ") || begins("subscript", then: "(<")
}

/// The first braces after a signature, outside of its parentheses; nothing if another
/// declaration or the end of the enclosing type comes before them.
private func body(_ code: [UInt8], after start: Int) -> Range<Int>? {
    var round = 0
    var at = start + 4
    while at < code.count {
        switch code[at] {
        case UInt8(ascii: "("), UInt8(ascii: "["): round += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): round -= 1
        case UInt8(ascii: "}") where round == 0: return nil
        case UInt8(ascii: "{") where round == 0: return at..<endOfBraces(code, from: at)
        default:
            if round == 0, beginsFunction(code, at: at) || beginsVariable(code, at: at) {
                return nil
            }
        }
        at += 1
    }
    return nil
}

private func beginsVariable(_ code: [UInt8], at start: Int) -> Bool {
    guard start > 0, !code[start - 1].isNamePart else { return false }
    return ["var ", "let ", "associatedtype "].contains {
        code[start...].starts(with: $0.utf8)
    }
}

private func endOfBraces(_ code: [UInt8], from start: Int) -> Int {
    var depth = 0
    for at in start..<code.count {
        if code[at] == UInt8(ascii: "{") { depth += 1 }
        if code[at] == UInt8(ascii: "}") {
            depth -= 1
            if depth == 0 { return at + 1 }
        }
    }
    return code.count
}

@Suite struct LengthTests {
    @Test func `files, functions and lines are short enough to read`() {
        #expect((Project.sources + Project.tests).flatMap(lengthProblems) == [])
    }

    private func problems(_ text: String) -> [Problem] {
        lengthProblems(SourceFile(path: "A.swift", text: text))
    }

    private func function(lines: Int, line: String = "    a()") -> String {
        (["func f(_ g: () -> Int = { 1 }) {"] + Array(repeating: line, count: lines - 2) + ["}"])
            .joined(separator: "\n")
    }

    @Test func `a file of 401 lines is too long, one of 400 is not`() {
        #expect(problems(String(repeating: "let a = 1\n", count: 400)) == [])
        #expect(problems(String(repeating: "let a = 1\n", count: 401)).count == 1)
    }

    @Test func `a function of 71 lines is too long, one of 70 is not`() {
        #expect(problems(function(lines: 70)) == [])
        #expect(problems(function(lines: 71)).count == 1)
        #expect(problems("struct A {\n" + function(lines: 71) + "\n}").count == 1)
        #expect(problems(function(lines: 71).replacing("func f", with: "init")).count == 1)
    }

    @Test func `braces in strings and comments do not count`() {
        #expect(problems(function(lines: 71, line: "    a(\"}\")  // }")).count == 1)
        #expect(
            problems(function(lines: 71, line: "    a(\"\\(b.map { \"}\\($0)\" })\")")).count == 1)
    }

    @Test func `a requirement without a body is not a function of the lines below it`() {
        let text = "protocol P {\n    func f() -> Int\n    var a: Int { get }\n}\n"
        let lines = (0..<90).map { "let a\($0) = { 1 }\n" }.joined()
        #expect(problems(text + lines) == [])
    }

    @Test func `a line of 101 columns is too long, except in a long string`() {
        let long = "let a = " + String(repeating: "1", count: 93)
        #expect(problems(long).count == 1)
        #expect(problems(String(long.dropLast())) == [])
        #expect(problems("let b = \"\"\"\n    \(long)\n    \"\"\"") == [])
        #expect(problems("let b = \"\"\"\n    a\n    \"\"\"\n\(long)").count == 1)
    }
}
