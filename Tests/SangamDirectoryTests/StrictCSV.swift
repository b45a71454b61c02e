/// A second opinion on CSV: RFC 4180 and nothing more; nil for anything else.
enum StrictCSV {
    static func parse(_ bytes: [UInt8]) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var at = 0
        while at < bytes.count {
            guard let (cell, end) = cell(bytes, at) else { return nil }
            row.append(cell)
            at = end
            if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
                at += 1
                continue
            }
            guard at + 1 < bytes.count, bytes[at] == 0x0D, bytes[at + 1] == 0x0A else { return nil }
            at += 2
            rows.append(row)
            row = []
        }
        return row.isEmpty ? rows : nil
    }

    private static func cell(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
        var at = start
        var text: [UInt8] = []
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
            while at < bytes.count, ![0x2C, 0x0D].contains(bytes[at]) {
                guard bytes[at] != 0x22, bytes[at] != 0x0A else { return nil }
                text.append(bytes[at])
                at += 1
            }
            return (String(decoding: text, as: UTF8.self), at)
        }
        at += 1
        while at < bytes.count {
            if bytes[at] == 0x22 {
                guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else {
                    return (String(decoding: text, as: UTF8.self), at + 1)
                }
                at += 1
            }
            text.append(bytes[at])
            at += 1
        }
        return nil
    }
}
