/// The parameters of a query, in the order written, percent-decoded; `+` is a space.
struct QueryParameters: Sendable {
    struct Item: Sendable {
        let name: String
        let value: String
    }

    let items: [Item]

    static let empty = QueryParameters(items: [])

    init(items: [Item]) {
        self.items = items
    }

    /// Reads the bytes after the question mark; nil if they do not decode to UTF-8.
    init?(_ bytes: some Collection<UInt8>) {
        var items: [Item] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]),
                let value = parts.count > 1 ? Self.decode(parts[1]) : ""
            else { return nil }
            items.append(Item(name: name, value: value))
        }
        self.items = items
    }

    /// All values of a parameter.
    func values(_ name: String) -> [String] {
        items.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
    }

    /// All values that say something: an empty field of a form says nothing.
    func filled(_ name: String) -> [String] { values(name).filter { !$0.isEmpty } }

    /// The value of a parameter that may stand once; nil if it is missing.
    ///
    /// Throws: 400 with its name if it is repeated.
    func single(_ name: String) throws(WebProblem) -> String? {
        let values = values(name)
        guard values.count <= 1 else {
            throw .parameter(name, "\(name) may stand once only")
        }
        return values.first
    }

    /// Whether a switch such as `dryRun=true` is on.
    ///
    /// Throws: 400 with its name for anything but `true` and `false`.
    func flag(_ name: String) throws(WebProblem) -> Bool {
        switch try single(name) {
        case nil, "false"?: false
        case "true"?: true
        default: throw .parameter(name, "\(name) is true or false")
        }
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hex),
                    let low = rest.popFirst().flatMap(hex)
                else { return nil }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// A text as it stands in a query.
    static func encode(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: ":"):
                out.append(byte)
            default:
                out.append(UInt8(ascii: "%"))
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
