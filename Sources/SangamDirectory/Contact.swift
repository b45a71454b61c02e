/// How the listed may be reached, as far as they consented to publish it.
public struct Contact: Hashable, Sendable {
    /// One way of contact, as written: `phone` and `+27 31 555 0142`.
    public struct Item: Hashable, Sendable {
        /// The way, for instance `phone`.
        public let key: String
        /// The number or address.
        public let value: String
    }

    /// All ways of contact, in the order written; unknown ones are kept.
    public let items: [Item]

    init(_ value: JSON?) {
        items = (value?.object?.members ?? []).flatMap { member -> [Item] in
            let values = member.value.array ?? [member.value]
            return values.compactMap { value in
                guard let text = value.string, !text.isEmpty else { return nil }
                return Item(key: member.name, value: text)
            }
        }
    }

    /// The first value of a way of contact, for instance `email`.
    public func first(_ key: String) -> String? {
        items.first { sameBytes($0.key, key) }?.value
    }
}
