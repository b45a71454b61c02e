/// The files of the map that are compiled in; their heads say where they are from.
enum MapFiles {
    /// The land outline, `Resources/outline.txt`.
    static var outline: [UInt8] { WebResources.bytes("outline.txt") }
    /// The same as read: once for each process.
    static let land = Result { () throws(Outline.Fault) in try Outline(outline) }
    /// Our script, `Resources/site.js`, as it is served: without indents and lines of comment, so
    /// that it is short on a slow link. It holds no text of several lines.
    static let script = stripped(WebResources.bytes("site.js"))

    static func stripped(_ script: [UInt8]) -> [UInt8] {
        let lines = script.split(separator: UInt8(ascii: "\n")).map { line in
            line.drop { $0 == UInt8(ascii: " ") }
        }
        let code = lines.filter { !$0.starts(with: "//".utf8) && !$0.starts(with: "/**".utf8) }
        return Array(code.joined(separator: "\n".utf8)) + "\n".utf8
    }
}
