internal import FoundationEssentials

/// What models cost, in US dollars for a million tokens (`platform.claude.com`, models and prices, November 2026).
public struct PriceTable: Sendable, Hashable {
    public struct Price: Sendable, Hashable, Codable {
        public var input: Double
        public var output: Double
        /// Nil: a tenth of `input`.
        public var cacheRead: Double?
        /// Nil: one and a quarter of `input`.
        public var cacheWrite: Double?
        /// Prices for longer prompts.
        public var long: Long?

        public struct Long: Sendable, Hashable, Codable {
            /// Prompts of more tokens than this.
            public var above: Int
            public var input: Double
            public var output: Double
        }

        enum CodingKeys: String, CodingKey {
            case input, output, long
            case cacheRead = "cache_read"
            case cacheWrite = "cache_write"
        }

        public init(
            input: Double, output: Double, cacheRead: Double? = nil, cacheWrite: Double? = nil, long: Long? = nil
        ) {
            self.input = input
            self.output = output
            self.cacheRead = cacheRead
            self.cacheWrite = cacheWrite
            self.long = long
        }
    }

    /// What is wrong with a price file.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public var description: String
    }

    private var prices: [String: Price]

    public static let standard = PriceTable(prices: [
        "claude-haiku-5-5": Price(
            input: 0.10, output: 0.50, cacheRead: 0.01, long: .init(above: 100_000, input: 0.50, output: 2.50)),
        "claude-sonnet-5-5": Price(input: 2, output: 10),
        "claude-opus-5-5": Price(input: 4, output: 20, cacheRead: 0.20),
        "claude-fable-5-2": Price(input: 8, output: 40),
        "claude-fable-5-1": Price(input: 10, output: 50),
        "claude-opus-5": Price(input: 5, output: 25),
        "claude-sonnet-5": Price(input: 2, output: 10),
    ])

    init(prices: [String: Price]) {
        self.prices = prices
    }

    /// The standard table with the prices of a JSON file on top: `{"model id": {"input": 2, "output": 10}}`.
    /// - Throws: `Fault` when it is no such file or a price is below 0.
    public init(json bytes: [UInt8]) throws(Fault) {
        let own: [String: Price]
        do {
            own = try JSONDecoder().decode([String: Price].self, from: Data(bytes))
        } catch {
            throw Fault(description: "must be {\"model id\": {\"input\": dollars, \"output\": dollars}}")
        }
        for (model, price) in own {
            let all = [
                price.input, price.output, price.cacheRead ?? 0, price.cacheWrite ?? 0, price.long?.input ?? 0,
                price.long?.output ?? 0,
            ]
            guard all.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
                throw Fault(description: "\(model): prices must be 0 or more")
            }
        }
        prices = PriceTable.standard.prices.merging(own) { _, own in own }
    }

    /// Whether the table has this model or the one that it is a dated version of.
    public func knows(_ model: String) -> Bool { named(model) != nil }

    private func named(_ model: String) -> Price? {
        if let price = prices[model] { return price }
        let family = prices.keys.filter { model.hasPrefix($0 + "-2") }.max { $0.utf8.count < $1.utf8.count }
        return family.flatMap { prices[$0] }
    }

    /// An unknown model counts as the dearest that is known: a budget must not be passed because a price is missing.
    func price(of model: String) -> Price {
        named(model) ?? prices.values.max { ($0.output, $0.input) < ($1.output, $1.input) }
            ?? Price(input: 0, output: 0)
    }

    func cost(of usage: TokenUsage, model: String) -> Double {
        let price = price(of: model)
        var (input, output, read) = (price.input, price.output, price.cacheRead)
        if let long = price.long, usage.totalInput > long.above { (input, output) = (long.input, long.output) }
        read = read ?? input / 10
        let write = price.cacheWrite ?? input * 1.25
        let sum =
            Double(usage.input) * input + Double(usage.cacheRead) * (read ?? 0) + Double(usage.cacheWrite) * write
            + Double(usage.output) * output
        return sum / 1_000_000
    }
}
