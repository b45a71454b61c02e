/// Spellings of several scalars that people write for each other. They work on the folded bytes of
/// the word that is being written.
enum SpellingPairs {
    /// Hindi writes हिन्दी or हिंदी: a nasal with a virama before a stop of its own class becomes
    /// the dot; so does Bengali's ঙ before ক to ঘ (টাঙ্গাইল, টাংগাইল). `entry` is the letter that
    /// comes next, and `start` where the word begins.
    static func joinNasal(_ output: inout [UInt8], from start: Int, before entry: SearchScalar) {
        let block = entry.folded(1)
        guard entry.count == 3, entry.folded(0) == 0xE0, block == 0xA4 || block == 0xA6 else {
            return
        }
        let stop = entry.folded(2)
        let nasal: UInt8
        switch stop {
        case 0x95...0x98: nasal = 0x99
        case _ where block == 0xA6: return
        case 0x9A...0x9D: nasal = 0x9E
        case 0x9F...0xA2: nasal = 0xA3
        case 0xA4...0xA7: nasal = 0xA8
        case 0xAA...0xAD: nasal = 0xAE
        default: return
        }
        // A letter must stand before it: no word begins with the dot.
        let at = output.count - 6
        guard at > start, output[at] == 0xE0, output[at + 1] == block, output[at + 2] == nasal,
            output[at + 3] == 0xE0, output[at + 4] == block + 1, output[at + 5] == 0x8D
        else { return }
        output.removeLast(4)
        output.append(0x82)  // U+0902, U+0982
    }

    /// Thai types น้ำ with the tone before or after the ring: U+0E4D U+0E48…0E4B changes places.
    ///
    /// Returns: whether they did.
    static func orderTone(_ output: inout [UInt8], from start: Int) -> Bool {
        let at = output.count - 6
        guard at >= start, output[at + 3] == 0xE0, output[at + 4] == 0xB9,
            (0x88...0x8B).contains(output[at + 5]), output[at] == 0xE0, output[at + 1] == 0xB9,
            output[at + 2] == 0x8D
        else { return false }
        output.swapAt(at + 2, at + 5)
        return true
    }
}
