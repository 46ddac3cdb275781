import Engine

/// The date format of HTTP headers (RFC 9110 §5.6.7, IMF-fixdate).
enum HTTPDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// - Parameter seconds: since 1970-01-01T00:00:00Z, not negative.
    static func string(seconds: Int) -> String {
        let date = CalendarDate(daysSinceEpoch: seconds / 86_400)
        let time = seconds % 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        let weekday = weekdays[(date.daysSinceEpoch + 3) % 7]
        let clock = "\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
        return "\(weekday), \(two(date.day)) \(months[date.month - 1]) \(date.year) \(clock) GMT"
    }
}
