import ChildProcess
import Foundation
import SangamNode
import Testing

@Suite struct QRPictureTests {
    static let address =
        "https://sem.example.org/l/6ttkmqzv5u3pxlsiqsfbkzdpyiyqb7ug/organisation/"
        + "3n372anpsvzcdjeytnslg5ykqm"

    /// The three squares by which a reader finds a code: 7 by 7, a ring, a gap, a core.
    private static func hasFinder(_ code: QRPicture, column: Int, row: Int) -> Bool {
        (-1...7).allSatisfy { y in
            (-1...7).allSatisfy { x in
                let distance = max(abs(x - 3), abs(y - 3))
                let isDark = distance == 3 || distance <= 1
                return code.isDark(column: column + x, row: row + y) == isDark
            }
        }
    }

    @Test(arguments: [1, 20, 98, 299, 300])
    func `a code has its three finder squares and one side of a version`(_ length: Int) throws {
        let code = try #require(QRPicture(String(repeating: "a", count: length)))
        #expect((code.side - 21) % 4 == 0)
        #expect((21...177).contains(code.side))
        #expect(Self.hasFinder(code, column: 0, row: 0))
        #expect(Self.hasFinder(code, column: code.side - 7, row: 0))
        #expect(Self.hasFinder(code, column: 0, row: code.side - 7))
        #expect(!Self.hasFinder(code, column: code.side - 7, row: code.side - 7))
        // The timing lines between the squares go dark, light, dark.
        for place in 8..<(code.side - 8) {
            #expect(code.isDark(column: place, row: 6) == (place % 2 == 0))
            #expect(code.isDark(column: 6, row: place) == (place % 2 == 0))
        }
    }

    @Test func `equal texts give equal drawings, others do not`() {
        #expect(QRPicture(Self.address)?.svg == QRPicture(Self.address)?.svg)
        #expect(QRPicture(Self.address)?.svg != QRPicture(Self.address + "a")?.svg)
    }

    @Test func `nothing and more than 300 bytes have no code`() {
        #expect(QRPicture("") == nil)
        #expect(QRPicture(String(repeating: "a", count: 301)) == nil)
        #expect(QRPicture(String(repeating: "ع", count: 151)) == nil)
    }

    @Test func `the path covers the dark modules and nothing else, inside its frame`() throws {
        let code = try #require(QRPicture(Self.address))
        var drawn = Set<[Int]>()
        for run in code.path.split(separator: "z") {
            let numbers = run.split { !"0123456789".contains($0) }.compactMap { Int($0) }
            #expect(numbers.count == 5)
            #expect(run == "M\(numbers[0]) \(numbers[1])h\(numbers[2])v1h-\(numbers[2])")
            for column in numbers[0]..<(numbers[0] + numbers[2]) {
                #expect(drawn.insert([column - 4, numbers[1] - 4]).inserted)
            }
        }
        for row in -4..<(code.side + 4) {
            for column in -4..<(code.side + 4) {
                #expect(drawn.contains([column, row]) == code.isDark(column: column, row: row))
            }
        }
        #expect(code.svg.contains("viewBox=\"0 0 \(code.width) \(code.width)\""))
        #expect(code.svg.components(separatedBy: "<path").count == 2)
        #expect(!code.svg.contains("style"))
    }

    @Test func `a scanner reads back what was written`() throws {
        let programs = ["rsvg-convert", "zbarimg"].map { "/usr/bin/\($0)" }
        guard programs.allSatisfy(FileManager.default.isExecutableFile) else {
            print("skipped: no scanner here (\(programs.joined(separator: ", ")))")
            return
        }
        let folder = try TemporaryFolder()
        let texts = [
            Self.address, "https://例え.example/?q=ابحث&x=%20", String(repeating: "b", count: 300),
        ]
        for (index, text) in texts.enumerated() {
            let svg = "\(folder.path)/\(index).svg"
            let png = "\(folder.path)/\(index).png"
            try #require(QRPicture(text)?.svg).write(
                toFile: svg, atomically: true, encoding: .utf8)
            _ = try run(programs[0], ["--zoom=5", "--output", png, svg])
            let read = try run(programs[1], ["--quiet", "--raw", "-Sbinary", png])
            #expect(read == text)
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        String(decoding: try ChildProcess.run(program, arguments).output, as: UTF8.self)
    }
}
