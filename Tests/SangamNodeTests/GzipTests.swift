import CZlib
import Foundation
import SangamNode
import Testing

struct GzipTests {
    private let text = Array(String(repeating: "put organisation/3n372anpsvzc\n", count: 4000).utf8)

    @Test(arguments: [0, 1, 2, 100, 65_535, 65_536, 65_537, 300_000])
    func `what is compressed is read back`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        for level in [-5, 1, 6, 9, 100] {
            let packed = Gzip.compress(bytes, level: level)
            #expect(Gzip.isGzip(packed))
            #expect(try Inflater.read(packed, maximumBytes: count) == bytes)
        }
        #expect(Gzip.compress(bytes) == Gzip.compress(bytes))
    }

    @Test func `bytes that are not gzip pass through`() throws {
        for plain in [[], [0x1F], [0x8B], [0x1F, 0x8C], [0x41, 0x1F, 0x8B], text] as [[UInt8]] {
            let inflater = Inflater(maximumBytes: plain.count)
            var output: [UInt8] = []
            for byte in plain { output += try inflater.feed([byte]) }
            #expect(try output + inflater.finish() == plain)
        }
    }

    @Test func `a stream is read at every cut`() throws {
        let bytes = Array("sangam section v1\nend\n".utf8)
        let packed = Gzip.compress(bytes)
        for cut in 0...packed.count {
            let inflater = Inflater(maximumBytes: 100)
            var output = try inflater.feed(Array(packed[..<cut]))
            output += try inflater.feed([])
            output += try inflater.feed(Array(packed[cut...]))
            #expect(try output + inflater.finish() == bytes)
        }
    }

    @Test func `exactly one layer is undone`() throws {
        let inner = Gzip.compress(text)
        #expect(try Inflater.read(Gzip.compress(inner), maximumBytes: 1 << 20) == inner)
    }

    @Test func `a stream that is cut off anywhere is refused as truncated`() throws {
        let packed = Gzip.compress(Array("sangam section v1\nend\n".utf8))
        for count in 2..<packed.count {
            #expect(throws: GzipError.truncated) {
                try Inflater.read(Array(packed[..<count]), maximumBytes: 1000)
            }
        }
    }

    @Test func `D13 a stream with a flipped bit is refused or reads the same`() throws {
        let bytes = Array("sangam section v1\nend\n".utf8)
        let packed = Gzip.compress(bytes)
        var refused = 0
        for index in 2..<packed.count {
            for bit in 0..<8 {
                var damaged = packed
                damaged[index] ^= 1 << bit
                do {
                    // The header's time and system, and bits that fill up a byte, say nothing.
                    #expect(try Inflater.read(damaged, maximumBytes: 1000) == bytes)
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > packed.count * 4)
    }

    @Test func `members one after another are one body under one bound`() throws {
        let packed = Gzip.compress(text) + Gzip.compress([]) + Gzip.compress(text)
        #expect(try Inflater.read(packed, maximumBytes: 2 * text.count) == text + text)
        let bound = 2 * text.count - 1
        #expect(throws: GzipError.tooLarge(maximumBytes: bound)) {
            try Inflater.read(packed, maximumBytes: bound)
        }
    }

    @Test func `bytes after the last member are refused`() {
        for tail in [[0, 0], [0x1F, 0x8C], Array("end\n".utf8)] as [[UInt8]] {
            #expect(throws: GzipError.corrupt) {
                try Inflater.read(Gzip.compress(text) + tail, maximumBytes: 1 << 20)
            }
        }
    }

    @Test func `the bound is exact, packed and plain`() throws {
        #expect(try Inflater.read(Gzip.compress(text), maximumBytes: text.count) == text)
        let error = GzipError.tooLarge(maximumBytes: text.count - 1)
        for body in [text, Gzip.compress(text)] {
            #expect(throws: error) { try Inflater.read(body, maximumBytes: text.count - 1) }
        }
        #expect(throws: GzipError.tooLarge(maximumBytes: 0)) {
            try Inflater.read([0x1F], maximumBytes: 0)
        }
    }

    @Test func `after an error or the end nothing more is read`() throws {
        let inflater = Inflater(maximumBytes: 10)
        #expect(throws: GzipError.tooLarge(maximumBytes: 10)) { try inflater.feed(text) }
        #expect(throws: GzipError.finished) { try inflater.feed([1]) }
        #expect(throws: GzipError.finished) { try inflater.finish() }
    }

    @Test func `D11 ten megabytes that inflate to ten gigabytes are stopped at the bound`() throws {
        let bound = 64 << 20
        let inflater = Inflater(maximumBytes: bound)
        let piece = try Self.zeros(megabytes: 64)
        var fed = 0
        #expect(throws: GzipError.tooLarge(maximumBytes: bound)) {
            // The same 64 MB member again and again: 160 of them are 10 GB.
            for _ in 0..<160 {
                fed += piece.count
                _ = try inflater.feed(piece)
            }
        }
        #expect(fed < 2 * piece.count + 1, "stopped within the second member")
    }

    @Test func `D11 one member of many megabytes is stopped at the bound`() throws {
        let piece = try Self.zeros(megabytes: 256)
        #expect(piece.count < 1 << 20)
        #expect(throws: GzipError.tooLarge(maximumBytes: 8 << 20)) {
            try Inflater.read(piece, maximumBytes: 8 << 20)
        }
    }

    /// A gzip member of zeros, made without having them all in memory.
    private static func zeros(megabytes: Int) throws -> [UInt8] {
        var stream = z_stream()
        try #require(cz_deflate_begin(&stream, 9) == Z_OK)
        defer { deflateEnd(&stream) }
        let input = [UInt8](repeating: 0, count: 1 << 20)
        var output: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        for index in 0..<megabytes {
            input.withUnsafeBufferPointer { bytes in
                stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
                stream.avail_in = UInt32(bytes.count)
                repeat {
                    let made = room.withUnsafeMutableBufferPointer { room in
                        stream.next_out = room.baseAddress
                        stream.avail_out = UInt32(room.count)
                        _ = deflate(&stream, index == megabytes - 1 ? Z_FINISH : Z_NO_FLUSH)
                        return room.count - Int(stream.avail_out)
                    }
                    output += room[..<made]
                } while stream.avail_out == 0
            }
        }
        return output
    }
}
