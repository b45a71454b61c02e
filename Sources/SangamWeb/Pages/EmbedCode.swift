/// The one line that puts a view of ours into somebody else's page.
enum EmbedCode {
    /// - Parameter height: Units: CSS pixels.
    static func iframe(_ source: String, title: String, height: Int) -> String {
        let escape = SangamContentType().escapeText
        return "<iframe src=\"\(escape(source))\" title=\"\(escape(title))\" width=\"100%\" "
            + "height=\"\(height)\" loading=\"lazy\"></iframe>"
    }
}
