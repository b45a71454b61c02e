import HTTPTypes

/// Who reads a page: in which words, and what stands before the paths of its links.
struct Visit: Sendable {
    /// A language of the pages, and this page in it.
    struct LanguageChoice: Sendable {
        /// The language's name in its own script.
        let choiceName: String
        let choiceTag: String
        let choiceDirection: String
        let choicePath: String
        let isCurrentLanguage: Bool
    }

    let catalogue: Catalogue
    /// Empty, or a language such as `/ar`: stands before the path of every page of ours.
    let root: String
    /// The reader's languages for texts of records, best first.
    let languages: [String]
    let choices: [LanguageChoice]

    /// The path of a page of ours in the reader's language.
    func path(_ path: String) -> String { root + path }

    /// - Parameters:
    ///   - tag: the language that the path begins with, if it does.
    ///   - target: the path without that language, with its query.
    ///   - home: the first language of the network that runs this directory.
    init(
        _ catalogues: Catalogues, tag: String?, target: String, accept: [String], home: String?
    ) {
        let accepted = ReaderLanguages.read(accept)
        let named = tag.flatMap(catalogues.named)
        let catalogue = catalogues.choose(path: tag, accepted: accepted, home: home)
        self.catalogue = catalogue
        root = named.map { "/" + $0.tag } ?? ""
        let wished = named.map { [$0.tag] } ?? []
        languages = wished + accepted + [catalogue.tag, "en"]
        choices = catalogues.all.map { other in
            LanguageChoice(
                choiceName: other.ownName, choiceTag: other.tag,
                choiceDirection: other.direction.rawValue,
                choicePath: "/\(other.tag)" + (target == "/" ? "" : target),
                isCurrentLanguage: other.tag == catalogue.tag)
        }
    }
}
