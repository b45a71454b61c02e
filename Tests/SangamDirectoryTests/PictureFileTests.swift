import SangamDirectory
import SangamLog
import Testing

/// D15: a picture is cut down to itself, and never decoded.
@Suite struct PictureFileTests {
    static let files = PictureFixture.all

    private static func has(_ word: String, in bytes: [UInt8]) -> Bool {
        let word = Array(word.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: word) }
    }

    @Test(arguments: files)
    func `nothing of what surrounds a picture is left in it (D15)`(
        _ name: String, _ file: [UInt8]
    ) throws {
        #expect(!file.isEmpty)
        let picture = try PictureFile(cutting: file)
        #expect(!Self.has("CANARY", in: picture.bytes))
        #expect(picture.bytesCut == file.count - picture.bytes.count)
        let isTurned = Self.isTurned(file)
        #expect(picture.width == (isTurned ? 8 : 12))
        #expect(picture.height == (isTurned ? 12 : 8))
        #expect(picture.format == PictureFile.format(of: file))
    }

    /// The fixtures with EXIF say: turned by a quarter.
    private static func isTurned(_ file: [UInt8]) -> Bool { has("CANARY camera", in: file) }

    @Test func `the fixtures do hold what has to be cut out`() {
        let dirty = Self.files.filter { Self.has("CANARY", in: $0.file) }
        #expect(dirty.count == 6)
        #expect(Self.files.filter { Self.isTurned($0.file) }.count == 3)
        for word in ["Exif", "http://ns.adobe.com", "Photoshop", "ICC_PROFILE", "JFXX", "PK"] {
            #expect(dirty.contains { Self.has(word, in: $0.file) }, "\(word)")
        }
    }

    @Test(arguments: files)
    func `cutting twice gives what cutting once gave`(_ name: String, _ file: [UInt8]) throws {
        let picture = try PictureFile(cutting: file)
        let again = try PictureFile(clean: picture.bytes)
        #expect(again.bytes == picture.bytes)
        #expect(again.bytesCut == 0)
        #expect((again.width, again.height) == (picture.width, picture.height))
    }

    @Test func `which side is up stays, in 26 bytes that hold nothing else`() throws {
        for file in Self.files where Self.isTurned(file.file) {
            let bytes = try PictureFile(cutting: file.file).bytes
            let note: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
            #expect(bytes.indices.contains { bytes[$0...].starts(with: note) }, "\(file.name)")
            #expect(!Self.has("camera", in: bytes))
        }
    }

    @Test func `a picture with nothing around it stays as it is`() throws {
        for text in [PictureFixture.jpegBaseline, PictureFixture.webpLossy] {
            let file = PictureFixture.decoded(text)
            #expect(try PictureFile(clean: file).bytes == file)
        }
        #expect(throws: PictureProblem.notClean) {
            try PictureFile(clean: PictureFixture.decoded(PictureFixture.pngDirty))
        }
    }

    // MARK: - Hostile files

    @Test(arguments: files)
    func `a file that ends too early is refused at every length (D15)`(
        _ name: String, _ file: [UInt8]
    ) throws {
        let clean = try PictureFile(cutting: file).bytes
        for count in clean.indices {
            // A JPEG may be cut inside of what stands behind a marker; it never becomes a picture.
            #expect(throws: PictureProblem.self, "\(count)") {
                try PictureFile(cutting: Array(clean[..<count]))
            }
        }
    }

    @Test(arguments: files)
    func `no change of a byte makes a trap, or a picture that is not clean (D15)`(
        _ name: String, _ file: [UInt8]
    ) throws {
        for at in file.indices {
            for change in [0x01, 0x80, 0xFF, 0x7F] as [UInt8] {
                var hostile = file
                hostile[at] ^= change
                guard let picture = try? PictureFile(cutting: hostile) else { continue }
                #expect((try? PictureFile(clean: picture.bytes)) != nil, "byte \(at)")
            }
            for value in [0x00, 0xFF] as [UInt8] {
                var hostile = file
                for place in at..<min(at + 4, file.count) { hostile[place] = value }
                guard let picture = try? PictureFile(cutting: hostile) else { continue }
                #expect((try? PictureFile(clean: picture.bytes)) != nil, "bytes from \(at)")
            }
        }
    }

    @Test func `each refusal has its own reason (D15)`() {
        let jpeg = PictureFixture.decoded(PictureFixture.jpegBaseline)
        let png = PictureFixture.decoded(PictureFixture.pngPalette)
        var cases: [(what: String, file: [UInt8], problem: PictureProblem)] = [
            ("nothing", [], .unknownFormat),
            ("a GIF", Array("GIF89a".utf8) + jpeg, .unknownFormat),
            ("an SVG", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), .unknownFormat),
            ("a page before a picture", Array("<script>".utf8) + png, .unknownFormat),
            ("half a JPEG", Array(jpeg[..<(jpeg.count / 2)]), .truncated),
            ("half a PNG", Array(png[..<(png.count / 2)]), .truncated),
            ("moving", PictureFixture.decoded(PictureFixture.webpMoving), .animated),
            ("no picture in it", [0xFF, 0xD8, 0xFF, 0xD9], .damaged),
            ("arithmetic coding", HostilePicture.jpeg(jpeg, frame: 0xC9), .unsupported),
            ("no width", HostilePicture.jpeg(jpeg, width: 0), .dimensions),
            ("too wide", HostilePicture.jpeg(jpeg, width: 4_097), .dimensions),
            ("too many scans", HostilePicture.jpeg(jpeg, scans: 65), .tooManyScans),
            ("too many colours", HostilePicture.png(extra: [("ABCD", [])]), .unsupported),
            ("a wrong check sum", HostilePicture.png(png, flipping: 29), .damaged),
            ("too high", HostilePicture.png(height: 100_000), .dimensions),
            ("too large", HostilePicture.png(dataBytes: 45_000), .tooLarge),
            ("a page in the data", HostilePicture.png(data: "<ScRiPt>"), .webPage),
            ("two data runs", HostilePicture.png(isSplit: true), .damaged),
        ]
        cases.append(("8 MiB", png + [UInt8](repeating: 0, count: 8_388_608), .tooLarge))
        for (what, file, problem) in cases {
            #expect(throws: problem, "\(what)") { try PictureFile(cutting: file) }
        }
        #expect(throws: Never.self) { try PictureFile(cutting: HostilePicture.png()) }
        #expect(throws: Never.self) {
            try PictureFile(cutting: HostilePicture.jpeg(jpeg, width: 4_096, scans: 64))
        }
    }

    @Test func `every reason says something of its own`() {
        let reasons = PictureProblem.allCases.map(\.reason)
        #expect(Set(reasons).count == reasons.count)
    }
}
