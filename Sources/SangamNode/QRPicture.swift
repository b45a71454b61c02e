import CQREncode

/// The QR code of an address, as a drawing that a page or a printed directory can hold.
///
/// Made by Debian's libqrencode: byte mode, 15 % of it may be unreadable (level M), in the smallest
/// version that fits. Equal texts give equal drawings.
public struct QRPicture: Sendable, Hashable {
    /// Units: bytes. More makes squares too small for an old telephone's camera.
    public static let bytesMax = 300
    /// The white frame that a reader needs. Units: modules. Source: ISO/IEC 18004 §5.3.8.
    public static let quietZone = 4

    /// Units: modules, without the white frame.
    public let side: Int
    private let dark: [Bool]

    /// nil if the text is empty or longer than `bytesMax`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (1...Self.bytesMax).contains(bytes.count),
            let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard side > 0, let modules = code.pointee.data else { return nil }
        self.side = side
        // The lowest bit is the colour; the others say what the module is for.
        dark = (0..<(side * side)).map { modules[$0] & 1 == 1 }
    }

    /// Whether the module in this column and row, counted from 0, is dark; outside it is light.
    public func isDark(column: Int, row: Int) -> Bool {
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return dark[row * side + column]
    }

    /// Units: modules, with the white frame on both sides: `viewBox="0 0 width width"`.
    public var width: Int { side + 2 * Self.quietZone }

    /// The dark modules as one SVG path, neighbours in a row as one rectangle.
    public var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                guard isDark(column: column, row: row) else {
                    column += 1
                    continue
                }
                let start = column
                while isDark(column: column, row: row) { column += 1 }
                let run = column - start
                path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(run)v1h-\(run)z"
            }
        }
        return path
    }

    /// A whole SVG file. The colours are attributes, not styles, and always dark on light: many
    /// readers do not know the reverse, and a page may be in its dark theme.
    public var svg: String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(width)\""
            + " shape-rendering=\"crispEdges\"><rect width=\"\(width)\" height=\"\(width)\""
            + " fill=\"#fff\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
    }
}
