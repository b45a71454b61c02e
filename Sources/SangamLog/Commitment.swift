/// The salted hash by which an entry commits to a payload that travels beside the log.
///
/// Shape: SHA-256(`sangam payload v1` LF ‖ 16-byte nonce ‖ payload). The nonce is fresh for each
/// revision and destroyed with the payload, so that what is left says nothing (G6).
/// Source: Protocol.md, "Entries".
public enum Commitment {
    /// Units: bytes.
    public static let nonceBytes = 16

    private static let domain = Array("sangam payload v1\n".utf8)

    /// The commitment to a payload under a nonce of 16 bytes.
    public static func to(payload: some Collection<UInt8>, nonce: [UInt8]) -> Hash {
        precondition(nonce.count == nonceBytes, "readers check the length before they hash")
        return Hash.sha256(domain + nonce + payload)
    }
}
