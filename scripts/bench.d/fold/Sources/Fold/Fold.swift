import Foundation
import SangamDirectory

/// Reads payloads, one a line, and makes the search row of each: what of the work on a listing is
/// the folding of its texts. The time of reading and parsing is not counted; one thread.
///
/// Prints one line of JSON: rows, bytes of the folded texts, seconds.
@main
enum Fold {
    static func main() throws {
        let input = [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
        let records = try input.split(separator: 0x0A).map {
            try RecordCoding.parse(Array($0), kind: "organisation")
        }
        var bytes = 0
        let taken = ContinuousClock().measure {
            for record in records {
                let labels = BuiltinVocabularies.standard.foldedLabels(for: record)
                let row = SearchText.row(for: record, foldedLabels: labels)
                bytes += row.name.utf8.count + row.place.utf8.count
                bytes += row.tags.utf8.count + row.body.utf8.count
            }
        }
        let seconds = taken / .seconds(1)
        print(#"{"rows":\#(records.count),"bytes":\#(bytes),"seconds":\#(seconds)}"#)
    }
}
