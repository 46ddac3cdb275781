/// Chance that a seed decides: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). What is made of its numbers is written
/// here as well, since the standard library may change how it does that.
struct SeededRandom: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of `range`. The bias of the remainder is below 2⁻⁵⁰ for the small ranges used here.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// True in `percent` of 100 cases.
    mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

    /// `count` of `items`, in their order; all when there are fewer.
    mutating func pick<Item>(_ count: Int, of items: [Item]) -> [Item] {
        var left = count
        return items.enumerated().filter { index, _ in
            // Each is taken with the share that is still wanted (Knuth, The Art of Computer Programming 2, 3.4.2 S).
            let isTaken = number(0...(items.count - index - 1)) < left
            if isTaken { left -= 1 }
            return isTaken
        }.map(\.element)
    }
}
