import Foundation
import SangamNode
import Testing

@testable import SangamWeb

/// What `doctor` says of files that pages need and that nobody has to install.
@Suite struct DoctorTests {
    @Test func `a file of a language that cannot be used is named, with what to do`() async throws {
        try await TestNode.with { node in
            #expect(try languageProblems(of: node.node) == [])
            let folder = node.folder.path + "/languages"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false)
            try Data("no catalogue\n".utf8).write(to: URL(filePath: folder + "/zu.txt"))
            let problems = try languageProblems(of: node.node)
            #expect(problems.count == 1)
            #expect(problems.first?.hasPrefix("languages/zu.txt: ") == true)
            let reply = try await node.control.get("/control/v1/doctor")
            let findings = try DoctorAnswer(bytes: reply.body).findings
            let finding = try #require(findings.first { $0.what == problems.first })
            #expect(finding.level == "warn" && finding.fix?.contains("start the node") == true)
        }
    }

    @Test func `the live map and the rules of time zones are looked at`() async throws {
        try await TestNode.with { node in
            let findings = try await node.node.doctor(now: TestNode.now)
            #expect(findings.contains(LeafletFiles.finding(LeafletFiles())))
            #expect(findings.contains(ZoneFiles.finding()))
        }
        let missing = ZoneFiles.finding(folder: "/no/such/folder")
        #expect(missing.level == .warn)
        #expect(missing.fix?.contains("apt-get install tzdata") == true)
    }
}
