import Synchronization

/// Remembers what was read of bytes whose signatures verified, so that they are not verified again
/// at each of the many times that a row is read. The key is everything that the reading depends on:
/// bytes that were damaged since are other bytes, and are found out as before.
final class ProvenBytes<Value: Sendable>: Sendable {
    private struct State {
        var values: [[UInt8]: Value] = [:]
        var bytes = 0
    }

    /// The keys together. Units: bytes.
    private static var bytesMost: Int { 1_048_576 }

    private let state = Mutex(State())

    /// What was read of these bytes before, or is read now; a failure is not remembered.
    func value<Failure: Error>(
        of key: [UInt8], _ read: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let known = state.withLock({ $0.values[key] }) { return known }
        let value = try read()
        state.withLock { state in
            // All of them go: those in use are back after one reading each.
            if state.bytes + key.count > Self.bytesMost { state = State() }
            if state.values.updateValue(value, forKey: key) == nil { state.bytes += key.count }
        }
        return value
    }
}
