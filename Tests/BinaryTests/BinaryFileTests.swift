import Testing

/// The program given files or giving them: tables, sticks and static folders.
///
/// One after another, like `BinaryTests`, but beside them: else one processor would have nothing to
/// do for half of the time that all tests take.
@Suite(.serialized) struct BinaryFileTests {}
