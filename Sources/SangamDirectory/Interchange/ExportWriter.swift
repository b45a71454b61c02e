/// Writes one file, row by row: nothing is held but what the format needs between two rows.
public protocol ExportWriter: Sendable {
    /// What stands before the first row.
    mutating func begin() -> [UInt8]
    /// In place of `begin` in a further part of a file that is made in parts.
    ///
    /// - Parameter hasRows: whether any part before has a row.
    mutating func resume(hasRows: Bool)
    /// One record; empty if the file may not or cannot hold it.
    mutating func row(_ record: ExportedRecord) -> [UInt8]
    /// What stands after the last row.
    mutating func end() -> [UInt8]
}
