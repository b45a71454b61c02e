/// The members of a JSON object in the order in which they were written.
///
/// Names are compared as UTF-8 bytes, never by Swift's canonical equivalence.
public struct JSONObject: Sendable, Equatable {
    /// One name and its value.
    public struct Member: Sendable, Equatable {
        /// The name, unescaped.
        public var name: String
        /// The value.
        public var value: JSON

        /// A member called `name` with the value `value`.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }

        public static func == (left: Member, right: Member) -> Bool {
            sameBytes(left.name, right.name) && left.value == right.value
        }
    }

    /// All members, as written.
    public var members: [Member]

    /// An object with these members, in this order.
    public init(_ members: [Member] = []) {
        self.members = members
    }

    /// An object with these members, in this order.
    public init(members: [Member]) {
        self.members = members
    }

    /// The value of the first member with exactly this name; setting `nil` takes the member out,
    /// setting a value keeps the member's place or appends it.
    public subscript(_ name: String) -> JSON? {
        get { members.first { sameBytes($0.name, name) }?.value }
        set {
            let place = members.firstIndex { sameBytes($0.name, name) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }
}

/// Whether two strings are the same UTF-8 bytes.
func sameBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
}
