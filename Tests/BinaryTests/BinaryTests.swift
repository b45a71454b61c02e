import Testing

/// Everything here starts the built program as a person or a script does, and imports no room.
///
/// One test after another: each starts several processes, and most measure time.
@Suite(.serialized) struct BinaryTests {}
