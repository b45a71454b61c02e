/// Finds the list of rows in a file that is one JSON object, by the beginning of the file.
///
/// Shape: the lists of GeoJSON and OpenFairDB by their names; else a list of objects on the first
/// level of the file's only object, such as `data`, `elements`, `@graph` or `items`. A file with a
/// name of its own is one row, whatever lists it holds, but for lists that nothing else is called.
struct ContainerName: Sendable, Equatable {
    /// The names of the lists that hold the rows.
    var names = sure
    /// How many brackets are open where these names stand.
    var level = 1

    /// The lists that every program calls so, and that are taken wherever they stand.
    private static let sure = ["features", "visible", "invisible", "entries"]

    init() {}

    private init(_ names: [String], level: Int) {
        self.names = names
        self.level = level
    }

    /// The lists to take; nil if the file is no such object.
    static func find(_ sample: [UInt8], isGeoJSON: Bool) -> ContainerName? {
        var look = Look()
        for byte in sample {
            look.take(byte)
            if look.isSure { return ContainerName() }
        }
        // uMap: a list of collections.
        if look.isMap { return ContainerName(["features"], level: 3) }
        if isGeoJSON, look.isObject, !look.isOver {
            return look.isFeature ? nil : ContainerName()
        }
        guard look.isObject, !look.hasMore else { return nil }
        return look.list
    }

    /// Of several lists the earlier name is the surer one; these hold rows even where the file
    /// has a name of its own.
    private static let plain = ["elements", "@graph", "records", "rows", "results"]

    /// Objects inside which such a list may stand.
    private static let wrappers = ["data", "result", "response", "results", "payload", "_embedded"]

    /// What says that the object is a row itself.
    private static let rowNames = ["name", "title", "kind", "label", "properties"]

    /// What is seen while the sample passes.
    private struct Look {
        var isSure = false
        var isFeature = false
        var isMap = false
        /// Whether the first object is closed, and whether anything comes after it.
        var isOver = false
        var hasMore = false
        var isObject: Bool { first == UInt8(ascii: "{") }

        private var first: UInt8 = 0
        private var brackets = JSONBrackets()
        private var word: [UInt8] = []
        private var name: [UInt8] = []
        private var isListOpen = false
        private var isRow = false
        private var lists: [ContainerName] = []
        private var isInWrapper = false

        /// The list that holds the rows; nil if none does.
        var list: ContainerName? {
            for name in plain {
                if let found = lists.first(where: { $0.names == [name] }) { return found }
            }
            return isRow ? nil : lists.first { $0.names.first?.utf8.first != UInt8(ascii: "@") }
        }

        mutating func take(_ byte: UInt8) {
            let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
            if isSpace, !brackets.isInString { return }
            if first == 0 { first = byte }
            if isOver { hasMore = true }
            if brackets.isInString {
                takeInString(byte)
            } else {
                takeOutside(byte)
            }
            brackets.take(byte)
            if brackets.depth == 0, !brackets.isInString { isOver = true }
        }

        private mutating func takeInString(_ byte: UInt8) {
            guard isLevel else { return }
            guard byte == 0x22, !brackets.isEscaped else {
                if word.count < 64 { word.append(byte) }
                return
            }
            guard brackets.depth == 1 else { return }
            if word.elementsEqual("Feature".utf8) { isFeature = true }
            if word.elementsEqual("umap".utf8) { isMap = true }
        }

        private mutating func takeOutside(_ byte: UInt8) {
            if isListOpen {
                isListOpen = false
                if byte == UInt8(ascii: "{") {
                    lists.append(
                        ContainerName(
                            [String(decoding: name, as: UTF8.self)], level: brackets.depth - 1))
                }
                return
            }
            guard isLevel else { return }
            let isOutside = brackets.depth == 1
            switch byte {
            case 0x22:
                isRow = isRow || (isOutside && isRowName)
                word = []
            case UInt8(ascii: ":"): name = word
            case UInt8(ascii: ","): name = []
            case UInt8(ascii: "{"):
                isRow = isRow || (isOutside && isRowName)
                isInWrapper = isOutside && wrappers.contains { $0.utf8.elementsEqual(name) }
            case UInt8(ascii: "}"): isInWrapper = false
            case UInt8(ascii: "["):
                isListOpen = true
                isSure = isSure || (isOutside && sure.contains { $0.utf8.elementsEqual(name) })
            default: break
            }
        }

        /// Whether names on this level are looked at.
        private var isLevel: Bool {
            brackets.depth == 1 || (brackets.depth == 2 && isInWrapper)
        }

        private var isRowName: Bool { rowNames.contains { $0.utf8.elementsEqual(name) } }
    }
}
