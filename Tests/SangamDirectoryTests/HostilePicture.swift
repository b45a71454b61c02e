/// Pictures that break one rule.
enum HostilePicture {
    /// A baseline JPEG with another frame marker or width, or its scan repeated.
    static func jpeg(
        _ file: [UInt8], frame: UInt8 = 0xC0, width: Int? = nil, scans: Int = 1
    ) -> [UInt8] {
        var file = file
        guard let head = file.indices.first(where: { file[$0...].starts(with: [0xFF, 0xC0]) }),
            let scan = file.indices.first(where: { file[$0...].starts(with: [0xFF, 0xDA]) })
        else { return [] }
        file[head + 1] = frame
        if let width {
            file[head + 7] = UInt8(width >> 8)
            file[head + 8] = UInt8(width & 255)
        }
        let data = file[scan..<(file.count - 2)]
        return file[..<scan] + Array(repeating: data, count: scans).joined() + [0xFF, 0xD9]
    }

    static func png(_ file: [UInt8], flipping at: Int) -> [UInt8] {
        var file = file
        file[at] ^= 1
        return file
    }

    /// A PNG whose chunks are right and whose coded data are anything.
    static func png(
        height: Int = 8, dataBytes: Int = 20, data: String = "", isSplit: Bool = false,
        extra: [(String, [UInt8])] = []
    ) -> [UInt8] {
        var coded: [UInt8] = [0x78, 0x9C] + Array(data.utf8)
        coded += [UInt8](repeating: 7, count: max(0, dataBytes - coded.count))
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += chunk("IHDR", number(12) + number(height) + [8, 2, 0, 0, 0])
        for (type, content) in extra { bytes += chunk(type, content) }
        bytes += chunk("IDAT", coded)
        if isSplit { bytes += chunk("teXt", []) + chunk("IDAT", coded) }
        return bytes + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let summed = Array(type.utf8) + data
        return number(data.count) + summed + number(Int(sum(summed)))
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(value >> $0 & 255) }
    }

    /// CRC-32 bit by bit, not the table of the program.
    private static func sum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
