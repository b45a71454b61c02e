/// What each line of a section may be: the grammar behind `SectionReader`.
extension SectionReader {
    mutating func read(_ text: ArraySlice<UInt8>) throws(DocumentProblem) {
        switch stage {
        case .start:
            let isKnown = text.elementsEqual("sangam section v1".utf8)
            guard isKnown else { throw problem(.newerFormat) }  // check: section-format
            stage = .identityOrHead
        case .identityOrHead: try readIdentityOrHead(text)
        case .noteText(let isIdentity): try readNoteText(text, isIdentity: isIdentity)
        case .noteSignatures(let isIdentity): try readSignature(text, isIdentity: isIdentity)
        case .range: try readRange(text)
        case .proof: try readProof(text)
        case .entries: try readEntry(text)
        case .end:
            let isEnd = text.elementsEqual("end".utf8)
            guard isEnd else { throw problem(.endLine) }  // check: section-end-line
            stage = .done
        case .done: preconditionFailure("feed stops at the line `end`")
        }
    }

    private mutating func readIdentityOrHead(_ text: ArraySlice<UInt8>) throws(DocumentProblem) {
        if text.elementsEqual("identity".utf8) {
            guard statements.count < Limits.statementsMax else { throw problem(.statementCount) }
            startNote(isIdentity: true)
            return
        }
        guard let chain else { throw problem(.chainMissing) }
        if text.elementsEqual("checkpoint".utf8) {
            startNote(isIdentity: false)
            return
        }
        guard text.starts(with: "closed ".utf8), let epoch = Decimal.parseClamped(text.dropFirst(7))
        else { throw problem(.headLine) }
        guard epoch < Limits.statementsMax,
            let closed = chain.closedHead(epoch: Int(epoch))
        else { throw problem(.closedEpoch) }
        head = .closed(epoch: Int(epoch), size: closed.size, root: closed.root)
        stage = .range
    }

    private mutating func startNote(isIdentity: Bool) {
        note = []
        noteLine = line + 1
        stage = .noteText(isIdentity: isIdentity)
    }

    private mutating func addToNote(_ text: ArraySlice<UInt8>) throws(DocumentProblem) {
        note += text
        note.append(0x0A)
        guard note.count <= Limits.noteBytesMax else { throw problem(.noteSize) }
    }

    private mutating func readNoteText(
        _ text: ArraySlice<UInt8>, isIdentity: Bool
    ) throws(DocumentProblem) {
        try addToNote(text)
        if text.isEmpty { stage = .noteSignatures(isIdentity: isIdentity) }
    }

    /// A note ends where a line after its empty line does not begin with `— `; that line is read
    /// again as what follows the note.
    private mutating func readSignature(
        _ text: ArraySlice<UInt8>, isIdentity: Bool
    ) throws(DocumentProblem) {
        if text.starts(with: NoteSignature.prefix) {
            try addToNote(text)
            return
        }
        if isIdentity {
            try finishStatement()
            stage = .identityOrHead
        } else {
            try finishCheckpoint()
            stage = .range
        }
        try read(text)
    }

    private mutating func finishStatement() throws(DocumentProblem) {
        do {
            let statement = try IdentityStatement(note: SignedNote.parse(note))
            statements.append(statement)
            chain = try IdentityChain(statements)
        } catch {
            throw DocumentProblem(
                line: noteLine + StatementShape.lineOffset(of: error, number: statements.count),
                reason: error)
        }
    }

    private mutating func finishCheckpoint() throws(DocumentProblem) {
        guard let chain else { throw problem(.chainMissing) }
        do {
            let note = try SignedNote.parse(note)
            let checkpoint = try Checkpoint(text: note.text)
            let isOwn =
                checkpoint.origin.node == chain.node && checkpoint.origin.label == chain.label
            guard isOwn else { throw Reason.checkpointOrigin }  // check: section-checkpoint-origin
            let isNewest = checkpoint.origin.epoch == chain.newestNumber
            guard isNewest else { throw Reason.checkpointEpoch }  // check: section-checkpoint-epoch
            guard let key = chain.signingKey(epoch: checkpoint.origin.epoch) else {
                throw Reason.checkpointEpoch
            }
            try note.requireExactly([key])
            head = .checkpoint(
                try SignedCheckpoint(note: note, origin: checkpoint.origin, key: key))
        } catch let error as Reason {
            throw DocumentProblem(
                line: noteLine + CheckpointShape.lineOffset(of: error), reason: error)
        } catch {
            throw problem(.headLine)
        }
    }

    private mutating func readRange(_ text: ArraySlice<UInt8>) throws(DocumentProblem) {
        let words = text.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].elementsEqual("range".utf8),
            let from = Decimal.parseClamped(words[1]), let to = Decimal.parseClamped(words[2]),
            let head
        else { throw problem(.rangeLine) }
        let isOrdered = from <= to && to <= head.size
        guard isOrdered else { throw problem(.rangeOrder) }  // check: section-range-order
        let isAllowedEmpty = from < to || to == head.size
        guard isAllowedEmpty else { throw problem(.rangeEmpty) }  // check: section-range-empty
        let isBounded = to - from <= UInt64(Limits.sectionEntriesMax)
        guard isBounded else { throw problem(.sectionEntries) }  // check: section-entries
        self.from = from
        self.to = to
        stage = .proof
    }

    private mutating func readProof(_ text: ArraySlice<UInt8>) throws(DocumentProblem) {
        let needsProof = to > 0 && to < (head?.size ?? 0)
        if text.starts(with: "proof".utf8) {
            guard text.starts(with: "proof ".utf8), let hash = Hash(base64: text.dropFirst(6))
            else { throw problem(.proofLine) }
            let isBounded = proof.count < Limits.proofHashesMax
            guard isBounded else { throw problem(.proofCount) }  // check: section-proof-count
            guard needsProof else {  // check: section-proof-extra
                throw problem(.proofSuperfluous)
            }
            proof.append(hash)
            return
        }
        let isComplete = !needsProof || !proof.isEmpty
        guard isComplete else { throw problem(.proofMissing) }  // check: section-proof-missing
        stage = from == to ? .end : .entries
        try read(text)
    }

    private mutating func readEntry(_ text: ArraySlice<UInt8>) throws(DocumentProblem) {
        do {
            if text.starts(with: "e ".utf8) {
                entries.append(SectionEntry(entry: readable(text.dropFirst(2)), payload: nil))
            } else if text.starts(with: "p ".utf8) {
                entries.append(try SectionEntry(payloadLine: text.dropFirst(2)))
            } else {
                throw text.elementsEqual("end".utf8) ? Reason.entryCount : Reason.entryLine
            }
        } catch let error as Reason {
            throw problem(error)
        } catch {
            throw problem(.entryLine)
        }
        if UInt64(entries.count) == to - from { stage = .end }
    }

    /// The entry; of a line that is none, the first such is noted and the section read on.
    private mutating func readable(_ text: ArraySlice<UInt8>) -> Entry {
        do throws(Reason) {
            return try Entry(bytes: Array(text))
        } catch {
            if fault == nil {
                fault = EntryFault(index: from + UInt64(entries.count), problem: problem(error))
            }
            return Entry(unreadable: Array(text))
        }
    }
}

/// On which line of a statement's note a fault stands, counted from its first.
enum StatementShape {
    static func lineOffset(of reason: Reason, number: Int) -> Int {
        let later = number > 0
        switch reason {
        case .statementHeader: return 0
        case .statementNumber: return 1
        case .statementLabel, .statementNode: return 2
        case .statementPrevious: return 3
        case .statementCloses: return 4
        case .statementSigning: return later ? 5 : 3
        case .statementCosigner: return later ? 6 : 4
        case .statementRecoveryKey: return 7
        case .statementRecovery: return later ? 8 : 5
        case .statementTime: return later ? 9 : 6
        case .statementLines: return later ? 10 : 7
        case .signatureCount, .signatureLine, .signatureName, .signatureBase64,
            .signatureLength, .signatureKey, .signatureInvalid:
            return later ? 11 : 8
        default: return 0
        }
    }
}

/// On which line of a checkpoint's note a fault stands, counted from its first.
enum CheckpointShape {
    static func lineOffset(of reason: Reason) -> Int {
        switch reason {
        case .checkpointSize, .treeSize: return 1
        case .checkpointRoot, .emptyRoot: return 2
        case .signatureCount, .signatureLine, .signatureName, .signatureBase64,
            .signatureLength, .signatureKey, .signatureInvalid:
            return 4
        default: return 0
        }
    }
}
