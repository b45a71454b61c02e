import HTTPTypes
import SangamDirectory
import SangamNode

/// The body of an import: first what a mapping file says, then the file itself.
struct ImportUpload {
    /// Units: bytes.
    let mappingBytes: Int

    /// Reads the mapping. Throws: 400 with the line that cannot be followed.
    func mapping(_ bytes: [UInt8]) throws -> ImportMapping {
        guard !bytes.isEmpty else { return ImportMapping() }
        do throws(ImportMapping.Problem) {
            return try ImportMapping(bytes)
        } catch {
            throw WebProblem(
                .badRequest, "mapping", detail: "the mapping file, \(error); nothing was imported")
        }
    }

    /// Hands the file to an import as it comes.
    func run(
        _ request: WebRequest, _ options: ImportOptions, node: Node, now: Int64
    ) async throws -> ImportSummary {
        guard mappingBytes <= WebLimits.controlBytesMax else {
            throw WebProblem(.contentTooLarge, "too-large")
        }
        var head: [UInt8] = []
        var run: ImportRun?
        if mappingBytes == 0 { run = try await node.beginImport(options, now: now) }
        try await request.read(maximumBytes: WebLimits.importBytesMax, isHurried: false) { bytes in
            if let run { return try await run.feed(bytes) }
            head += bytes
            guard head.count >= mappingBytes else { return }
            var options = options
            options.mapping = try mapping(Array(head[..<mappingBytes]))
            let begun = try await node.beginImport(options, now: now)
            run = begun
            try await begun.feed(Array(head[mappingBytes...]))
        }
        guard let run else { throw WebProblem(.badRequest, "mapping", detail: "it was cut off") }
        return try await run.finish()
    }
}
