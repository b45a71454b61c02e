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
    guard left.utf8.count == right.utf8.count else { return false }
    // Swift keeps nearly all strings as UTF-8 in one piece, where this is many times faster.
    let same = left.utf8.withContiguousStorageIfAvailable { one in
        right.utf8.withContiguousStorageIfAvailable { one.elementsEqual($0) }
    }
    return (same ?? nil) ?? left.utf8.elementsEqual(right.utf8)
}

extension Hasher {
    /// Takes a string's UTF-8 bytes in, and where it ends, as `sameBytes` compares them.
    mutating func combine(bytesOf text: String) {
        var text = text
        text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
        combine(UInt8(0xFF))
    }
}
