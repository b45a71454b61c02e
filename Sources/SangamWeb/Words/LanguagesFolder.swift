import FoundationEssentials
import SangamNode

/// What is wrong with the files that add languages, one line each, for the operator: readers are
/// given a language as far as it can be read.
///
/// Throws: if a catalogue that is built in cannot be read.
public func languageProblems(of node: Node) throws -> [String] {
    let dropped = LanguagesFolder.read(data: node.folder.path)
    return try Catalogues(dropped: dropped).problems.map { "languages/\($0)" }
}

/// The folder `languages` of the data folder: a file `zu.txt` in it adds a language to the pages,
/// or replaces words of one. It is read once, when the program starts.
enum LanguagesFolder {
    /// Units: files.
    static let filesMax = 64

    /// The files in it; none if there is no such folder.
    ///
    /// - Parameter data: the data folder.
    static func read(data: String) -> [Catalogues.Dropped] {
        let folder = data + "/languages"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let texts = names.filter { $0.hasSuffix(".txt") && !$0.hasPrefix(".") }.sorted()
        return texts.prefix(filesMax).map { name in
            Catalogues.Dropped(name: name, bytes: bytes(folder + "/" + name))
        }
    }

    /// The bytes of a plain file that is not too long; what is no plain file (a link, a device)
    /// could have no end.
    private static func bytes(_ path: String) -> [UInt8]? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let size = (attributes[.size] as? UInt64)
                ?? (attributes[.size] as? Int).map(UInt64.init(clamping:)),
            size <= UInt64(CatalogueFile.bytesMax),
            let data = FileManager.default.contents(atPath: path)
        else { return nil }
        return Array(data)
    }
}
