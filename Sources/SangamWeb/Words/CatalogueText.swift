/// A sentence of a catalogue: words and the places of values.
struct CatalogueText: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        case words(String)
        case value(String)
    }

    enum Fault: Error, Equatable {
        /// `{` without `}`, or `}` alone, or something other than a name between them.
        case placeholder
    }

    let pieces: [Piece]

    /// Reads `confirmed by {network}`.
    init(_ text: some StringProtocol) throws(Fault) {
        var pieces: [Piece] = []
        var words = String.UnicodeScalarView()
        var name: String.UnicodeScalarView?
        for scalar in text.unicodeScalars {
            switch (scalar, name) {
            case ("{", nil):
                if !words.isEmpty { pieces.append(.words(String(words))) }
                words = .init()
                name = .init()
            case ("}", let open?):
                guard Self.isName(String(open).utf8) else { throw .placeholder }
                pieces.append(.value(String(open)))
                name = nil
            case ("{", _), ("}", _): throw .placeholder
            case (_, nil): words.append(scalar)
            case (_, _): name?.append(scalar)
            }
        }
        guard name == nil else { throw .placeholder }
        if !words.isEmpty { pieces.append(.words(String(words))) }
        self.pieces = pieces
    }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// The names of its values.
    var placeholders: Set<String> {
        Set(
            pieces.compactMap { piece in
                if case .value(let name) = piece { name } else { nil }
            })
    }

    /// The text, if it takes no values.
    var plain: String? { placeholders.isEmpty ? filled([:]) { $0 } : nil }

    /// The sentence with its values; one that is missing stays as its name, so that it is seen.
    func filled(_ values: [String: String], shown: (String) -> String) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .value(let name): text += values[name].map(shown) ?? "{\(name)}"
            }
        }
        return text
    }

    /// The same sentence with other words and the same values.
    func replacing(_ change: (String) -> String) -> CatalogueText {
        CatalogueText(
            pieces: pieces.map { piece in
                if case .words(let words) = piece { .words(change(words)) } else { piece }
            })
    }

    /// `[a-z][A-Za-z0-9]*`, the shape of keys and of the names of values.
    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
        return bytes.count <= 64
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
            }
    }
}
