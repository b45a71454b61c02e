import CResources

/// The texts that are compiled in: vocabularies, countries, languages, headers of spreadsheets,
/// long and short signs.
/// They stand in the folder `Resources`, one file each, and say in their heads where they are from.
enum ResourceText {
    /// The bytes of a text.
    static func bytes(_ resource: sangam_resource) -> UnsafeBufferPointer<UInt8> {
        var count = 0
        let start = sangam_resource_bytes(resource, &count)
        return UnsafeBufferPointer(start: start, count: count)
    }

    /// Its lines, without comments and empty ones.
    static func lines(_ resource: sangam_resource) -> [Substring] {
        String(decoding: bytes(resource), as: UTF8.self).split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
    }

    /// The built-in vocabularies.
    ///
    /// Throws: the first line that is broken; a test reads them, so that a build never carries one.
    static func vocabularies() throws(VocabularyProblem) -> [ConceptScheme] {
        var schemes: [ConceptScheme] = []
        for resource in [
            SANGAM_GOODS, SANGAM_SOLIDARITY, SANGAM_FORMS, SANGAM_ESSGLOBAL,
        ] {
            schemes += try VocabularyFile.read(bytes(resource))
        }
        return schemes
    }

    static var countries: [Substring] { lines(SANGAM_COUNTRIES) }
    static var headers: [Substring] { lines(SANGAM_HEADERS) }
    static var languages: [Substring] { lines(SANGAM_LANGUAGES) }
    static var hanzi: [Substring] { lines(SANGAM_HANZI) }
    static var names: [Substring] { lines(SANGAM_NAMES) }
}
