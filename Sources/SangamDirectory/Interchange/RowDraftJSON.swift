/// A draft as the payload that it becomes.
extension RowDraft {
    /// The payload, without what the importing node adds.
    func json() -> JSONObject {
        var result: JSONObject = [
            "kind": .string(kind), "lang": .string(lang ?? language),
            "name": .object(JSONObject(names)),
        ]
        func set(_ name: String, _ members: [JSONObject.Member]) {
            if !members.isEmpty {
                result.members.append(.init(name: name, value: .object(.init(members))))
            }
        }
        func set(_ name: String, _ items: [JSON]) {
            if !items.isEmpty { result.members.append(.init(name: name, value: .array(items))) }
        }
        set("summary", summaries)
        set("description", descriptions)
        set("forms", forms.map(JSON.string))
        set("categories", categories.map(Self.json))
        set("goods", goods)
        set("qualifiers", qualifiers)
        set("tags", tags.map(JSON.string))
        set("place", place().members)
        set("contact", contactMembers())
        set("links", links.map { ["rel": .string($0.rel), "url": .string($0.url)] })
        set(
            "identifiers",
            identifiers.map { ["scheme": .string($0.scheme), "value": .string($0.value)] })
        set("memberOf", memberOf.map { ["name": .string($0)] })
        set("size", size.members)
        set("languages", languages.map(JSON.string))
        for member in singles.members { result[member.name] = member.value }
        if let sourceURL { result["source"] = ["url": .string(sourceURL)] }
        set("ext", extMembers())
        return result
    }

    static func json(_ code: Code) -> JSON {
        ["scheme": .string(code.scheme), "code": .string(code.code)]
    }

    private func place() -> JSONObject {
        var address = address
        let parts = [houseName, address["street"]?.string].compactMap { $0 }
        if !parts.isEmpty || houseNumber != nil {
            let street = parts.joined(separator: ", ")
            let whole = houseNumber.map { street.isEmpty ? $0 : street + " " + $0 } ?? street
            address["street"] = .string(whole)
        }
        if let country { address["country"] = .string(country) }
        var place = JSONObject()
        if !address.members.isEmpty { place["address"] = .object(address) }
        place["point"] = point
        if let precision, point != nil || precision == "none" {
            place["precision"] = .string(precision)
        }
        if let serviceArea { place["serviceArea"] = .string(serviceArea) }
        return place
    }

    private func contactMembers() -> [JSONObject.Member] {
        contact.map { kind, values in
            let only = values.count == 1 ? values.first : nil
            return .init(
                name: kind, value: only.map(JSON.string) ?? .array(values.map(JSON.string)))
        }
    }

    /// `ext` in the order of the columns; a text that is too long for one member is cut in pieces,
    /// and members that are too many for one object are put into further ones.
    private func extMembers() -> [JSONObject.Member] {
        let members = ext.sorted { $0.column < $1.column }.map { item in
            JSONObject.Member(name: item.name, value: Self.pieces(item.value))
        }
        guard members.count > 1_000 else { return members }
        return stride(from: 0, to: members.count, by: 1_000).map { start in
            let part = Array(members[start..<min(start + 1_000, members.count)])
            return .init(name: "columns \(start / 1_000 + 1)", value: .object(JSONObject(part)))
        }
    }

    private static func pieces(_ value: JSON) -> JSON {
        guard case .string(let text) = value, text.unicodeScalars.count > ListingSchema.unknownText
        else { return value }
        let scalars = Array(text.unicodeScalars)
        return .array(
            stride(from: 0, to: scalars.count, by: ListingSchema.unknownText).map { start in
                let part = scalars[start..<min(start + ListingSchema.unknownText, scalars.count)]
                return .string(String(String.UnicodeScalarView(part)))
            })
    }
}
