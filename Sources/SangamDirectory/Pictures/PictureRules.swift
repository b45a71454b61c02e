import SangamLog

/// Makes the picture in a record ready to be signed.
enum PictureRules {
    /// Cuts out of `data` what a picture does not need and writes `type` as the bytes have it.
    static func tidy(_ json: inout JSONObject, _ problems: inout [ListingProblem]) {
        guard json["kind"]?.string == "image", let text = json["data"]?.string else { return }
        guard let bytes = Base64.decode(text) else {
            return problems.append(refusal(.notBase64))
        }
        let file: PictureFile
        do {
            file = try PictureFile(cutting: bytes)
        } catch {
            return problems.append(refusal(error))
        }
        if file.bytes != bytes {
            json["data"] = .string(Base64.encode(file.bytes))
            problems.append(
                ListingProblem(
                    field: "data",
                    reason: "\(file.bytesCut) bytes that are not the picture were cut out: "
                        + "what a camera notes, such as place, time and owner",
                    severity: .adjusted))
        }
        let written = json["type"]?.string
        if written.map({ sameBytes($0, file.format.rawValue) }) != true {
            json["type"] = .string(file.format.rawValue)
            problems.append(
                ListingProblem(
                    field: "type", reason: "written as \(file.format.rawValue)",
                    severity: .adjusted))
        }
    }

    private static func refusal(_ problem: PictureProblem) -> ListingProblem {
        ListingProblem(field: "data", reason: problem.reason)
    }
}
