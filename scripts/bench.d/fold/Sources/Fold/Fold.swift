import Foundation
import SangamDirectory

/// Reads payloads, one a line, and makes the search row of each: what of the work on a listing is
/// the folding of its texts. Then folds every text of them by itself, once as we do and once as
/// Foundation does. The time of reading and parsing is not counted; one thread.
///
/// Prints one line of JSON: rows, seconds for the rows, and for the texts alone how many they are,
/// their bytes, our seconds and Foundation's.
@main
enum Fold {
    static func main() throws {
        let input = [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
        let records = try input.split(separator: 0x0A).map {
            try RecordCoding.parse(Array($0), kind: "organisation")
        }
        let texts = records.flatMap { record in record.json.members.flatMap { all($0.value) } }
        // Tables that are made at the first use are not part of any of the times.
        var bytes = SearchText.fold("é").utf8.count + foundation("é").utf8.count
        let rows = seconds {
            for record in records {
                let labels = BuiltinVocabularies.standard.foldedLabels(for: record)
                let row = SearchText.row(for: record, foldedLabels: labels)
                bytes += row.name.utf8.count + row.place.utf8.count
                bytes += row.tags.utf8.count + row.body.utf8.count
            }
        }
        let ours = seconds { for text in texts { bytes += SearchText.fold(text).utf8.count } }
        let theirs = seconds { for text in texts { bytes += foundation(text).utf8.count } }
        let length = texts.reduce(0) { $0 + $1.utf8.count }
        precondition(bytes > 0, "the folded texts are used, so that no compiler leaves them out")
        print(
            #"{"rows":\#(records.count),"seconds":\#(rows),"texts":\#(texts.count),"#
                + #""bytes":\#(length),"ours":\#(ours),"foundation":\#(theirs)}"#)
    }

    /// The nearest that Foundation has: compatibility forms, then case, marks and widths.
    private static func foundation(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    private static func seconds(_ work: () -> Void) -> Double {
        ContinuousClock().measure(work) / .seconds(1)
    }

    private static func all(_ value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.flatMap(all)
        case .object(let object): object.members.flatMap { all($0.value) }
        case .null, .bool, .number: []
        }
    }
}
