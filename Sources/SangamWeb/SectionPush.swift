import HTTPTypes
import SangamLog
import SangamNode

extension LogResources {
    /// POST /sangam/v1/section: one section, read while it comes, and refused at its first fault.
    func push(_ request: WebRequest) async throws -> Answer {
        let now = clock()
        try limiter.check(request.caller, now: now)
        let section: Section
        do {
            section = try await Self.readSection(request)
        } catch let problem as DocumentProblem {
            return Self.refusal(problem)
        } catch let error as GzipError {
            switch error {
            case .tooLarge: return Self.tooLarge()
            case .corrupt, .truncated, .finished:
                return Self.refusal(DocumentProblem(line: 0, reason: .gzip))
            }
        } catch let problem as WebProblem where problem.status == .contentTooLarge {
            return Self.tooLarge()
        }
        try limiter.check(log: section.origin.logID, from: request.caller, now: now)
        switch try await node.receivePush(section, now: now) {
        case .accepted(let size): return .line("size \(size)")
        case .number(let number): return .line("number \(number)", status: .conflict)
        case .size(let size): return .line("size \(size)", status: .conflict)
        case .refused(let word): return .line(word, status: .forbidden)
        case .invalid(let line, let reason):
            return .line("line \(line) \(reason.rawValue)", status: .unprocessableContent)
        }
    }

    /// The body goes by pieces through the inflater (by its first two bytes, whatever a header
    /// says) into the reader: nothing beyond a section's bound is ever held.
    private static func readSection(_ request: WebRequest) async throws -> Section {
        let inflater = Inflater(maximumBytes: Limits.sectionBytesMax)
        var reader = SectionReader()
        try await request.read(maximumBytes: WebLimits.sectionWireBytesMax) { bytes in
            for piece in Inflater.pieces(bytes) {
                try reader.feed(inflater.feed(piece))
            }
        }
        try reader.feed(inflater.finish())
        return try reader.finish()
    }

    private static func refusal(_ problem: DocumentProblem) -> Answer {
        switch problem.reason {
        case .sectionBytes, .sectionEntries: return tooLarge()
        default:
            var answer = Answer.line(problem.description, status: .unprocessableContent)
            answer.closesConnection = true
            return answer
        }
    }

    /// What would fit: the same two numbers as in our node document.
    private static func tooLarge() -> Answer {
        var answer = Answer.line(
            "limits \(Limits.sectionEntriesMax) \(Limits.sectionBytesMax)",
            status: .contentTooLarge)
        answer.closesConnection = true
        return answer
    }
}
