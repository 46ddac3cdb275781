/// Prometheus' text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
public enum PrometheusText {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Only `[a-zA-Z_:][a-zA-Z0-9_:]*` is a name; anything else becomes `_`.
    static func metricName(_ label: String) -> String { name(label, allowsColon: true) }

    private static func name(_ text: String, allowsColon: Bool) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": result.unicodeScalars.append(scalar)
            case ":" where allowsColon: result.unicodeScalars.append(scalar)
            case "0"..."9" where index > 0: result.unicodeScalars.append(scalar)
            case "0"..."9":
                result += "_"
                result.unicodeScalars.append(scalar)
            default: result += "_"
            }
        }
        return result.isEmpty ? "_" : result
    }

    /// `a="b",c="d"` with escaped values, sorted by name, so that one combination has one form.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.sorted { $0.0 < $1.0 }
            .map { "\(name($0.0, allowsColon: false))=\"\(escaped($0.1, quote: true))\"" }
            .joined(separator: ",")
    }

    /// Backslash, line feed and, in label values, the quotation mark are escaped.
    static func escaped(_ text: String, quote: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quote: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value.rounded() == value, abs(value) < 1e15 { return String(Int64(value)) }
        return "\(value)"
    }

    static func write(_ family: MetricsRegistry.Family, _ name: String, to text: inout String) {
        var lines = ""
        for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
            switch series {
            case .counter(let counter): line(name, labels, counter.value, to: &lines)
            case .gauge(let gauge): if let value = gauge.value { line(name, labels, value, to: &lines) }
            case .histogram(let histogram): write(histogram, name, labels, to: &lines)
            }
        }
        guard !lines.isEmpty else { return }
        text += "# HELP \(name) \(escaped(family.help, quote: false))\n# TYPE \(name) \(family.shownKind.rawValue)\n"
        text += lines
    }

    private static func write(
        _ histogram: HistogramSeries, _ name: String, _ labels: String, to text: inout String
    ) {
        let snapshot = histogram.snapshot
        let separator = labels.isEmpty ? "" : ","
        var count: UInt64 = 0
        for (bound, amount) in zip(histogram.bounds + [.infinity], snapshot.counts) {
            count += amount
            line(name + "_bucket", "\(labels)\(separator)le=\"\(number(bound))\"", Double(count), to: &text)
        }
        line(name + "_sum", labels, snapshot.sum, to: &text)
        line(name + "_count", labels, Double(count), to: &text)
    }

    private static func line(_ name: String, _ labels: String, _ value: Double, to text: inout String) {
        text += name
        if !labels.isEmpty { text += "{\(labels)}" }
        text += " \(number(value))\n"
    }
}
