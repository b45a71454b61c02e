/// The mark that some editors put at the head of a text in UTF-8.
public enum ByteOrderMark {
    public static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The bytes without the mark, if they begin with it.
    public static func dropped<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
        bytes.starts(with: utf8) ? bytes.dropFirst(utf8.count) : bytes[...]
    }
}
