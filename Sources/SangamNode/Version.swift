/// What this program calls itself.
public enum Version {
    /// The program's version.
    public static let program = "0.1.0"
    /// The version of the documents and resources that it speaks: see Protocol.md.
    public static let wireFormat = "sangam v1"
    /// As it stands in a node document and in the user agent.
    public static let software = "sangam/" + program
}
