/// Cuts texts of others before they are folded or kept.
enum ShortText {
    /// The first scalars of a text: one `Character` may hold ten thousand marks.
    static func cut(_ text: String, scalars: Int) -> String {
        text.utf8.count <= scalars ? text : String(text.unicodeScalars.prefix(scalars))
    }
}
