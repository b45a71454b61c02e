/// Why bytes are refused: the one list of names, shared with Protocol.md, the vectors and the
/// bodies of 422 answers.
///
/// Shape: the raw value is the name. Each parser throws the first one in its document's order.
public enum Reason: String, Error, Sendable, CaseIterable {
    // Entry
    case entryLength, entryByte
    // Signed note
    case noteSize, noteEncoding, noteControl, noteEnding, noteSeparator
    case signatureCount, signatureLine, signatureName, signatureBase64, signatureLength
    case signatureKey, signatureInvalid, signatureMissing
    // Checkpoint
    case checkpointLines, checkpointOrigin, checkpointSize, treeSize, checkpointRoot, emptyRoot
    // Identity statement and chain
    case statementHeader, statementNumber, statementLabel, statementNode, statementPrevious
    case statementCloses, statementSigning, statementCosigner, statementRecoveryKey
    case statementRecovery, statementTime, statementLines
    case statementCount, chainMissing, chainShorter, identityConflict
    // Section: its bytes
    case gzip, sectionBytes, newerFormat, headLine, checkpointEpoch, closedEpoch, originMismatch
    case rangeLine, rangeOrder, rangeEmpty, sectionEntries
    case proofLine, proofCount, proofSuperfluous, proofMissing
    case entryLine, payloadLine, entryCount, endLine, cut, trailing
    // Section: against what a replica holds
    case notAccepted, blocked, paused, frozen, rangeAhead, rootMismatch, proofInvalid, fork
    // Evidence
    case evidenceShape, evidenceOrigin, evidenceOrder, evidenceRoot, noFork
    // Node document and roster
    case nodeURL, nodeSoftware, nodeLimits, documentBytes
    case rosterNext, rosterRow, rosterDuplicate, rosterCount
    // Cosignature
    case cosignatureTime
    // Entry bundle
    case bundleLength, bundleCount
    // Proof file
    case proofFileHeader, proofFileIndex, proofFileExtra
}

/// A refusal with the line on which it was found.
public struct DocumentProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counts from 1; 0 if there are no lines to count.
    public let line: Int
    public let reason: Reason

    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    /// The body of a 422 answer, without LF.
    public var description: String { "line \(line) \(reason.rawValue)" }
}
