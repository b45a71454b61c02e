import Foundation
import Testing

@testable import SangamWeb

@Suite struct WebResourceTests {
    /// The files of the folder `Resources` by their path below it.
    private func files() throws -> [String: [UInt8]] {
        let folder = LookFiles.resources
        var files: [String: [UInt8]] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: folder.path)
            ?? .init()
        {
            let file = folder.appending(path: name)
            let isFolder = try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
            if isFolder != true { files[name] = Array(try Data(contentsOf: file)) }
        }
        return files
    }

    @Test func `the program carries every file of the folder and no other, byte for byte`() throws {
        let files = try files()
        #expect(files.count > 50)
        let carried = Set(WebResources.all.keys)
        // If one is missing or too many, scripts/make-web-resources has not been run.
        #expect(Set(files.keys).subtracting(carried) == [], "not carried")
        #expect(carried.subtracting(files.keys) == [], "carried, and not in the folder")
        for (name, bytes) in files {
            #expect(WebResources.all[name] == bytes, "\(name)")
        }
    }

    @Test func `a file that there is not has no bytes`() {
        for name in ["", "nothing.txt", "../Routes.swift", "style.css/", "/style.css"] {
            #expect(WebResources.bytes(name) == [], "\(name)")
        }
    }
}
