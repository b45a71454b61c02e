/// The catalogues that are compiled in: `Resources/Catalogues`, one file each.
enum BuiltinCatalogues {
    /// In the order in which pages offer them.
    static let tags = ["en", "fr", "es", "pt", "ar", "id", "ur"]

    /// The bytes of a catalogue.
    static func bytes(_ tag: String) -> [UInt8] { WebResources.bytes("Catalogues/\(tag).txt") }

    /// All of them, read once for each process; tests read them, so that a build never carries a
    /// broken one.
    ///
    /// Throws: the first fault, with the tag of its file.
    static func read() throws(Fault) -> [Catalogue] { try once.get() }

    private static let once = Result { () throws(Fault) in try readAll() }

    private static func readAll() throws(Fault) -> [Catalogue] {
        var catalogues: [Catalogue] = []
        for tag in tags {
            let file: CatalogueFile
            do { file = try CatalogueFile(bytes(tag)) } catch {
                throw Fault(tag: tag, reason: error.description)
            }
            let base = catalogues.first ?? Catalogue(tag: tag, file: file, over: nil)
            catalogues.append(Catalogue(tag: tag, file: file, over: base))
        }
        return catalogues
    }

    struct Fault: Error, Equatable, CustomStringConvertible {
        let tag: String
        let reason: String
        var description: String { "the built-in words of \(tag) cannot be used: \(reason)" }
    }
}
