/// Members in rows, read into the same records as JSON.
enum CSVMembers {
    static let columns = [
        "id", "display_name", "kind", "summary", "capabilities", "languages", "places", "remote", "weekdays", "from", "to", "notice_days",
        "price_amount", "price_currency", "price_per", "price_negotiable", "capacity_min", "capacity_max", "declines", "openness", "patience",
        "detail", "conditions", "public_fields",
    ]

    struct Row {
        var line: Int
        var cells: [String]
    }

    static func records(_ bytes: ArraySlice<UInt8>, _ report: inout ImportReport) -> [ImportRecord] {
        let rows = rows(bytes, &report)
        guard let header = rows.first else { return [] }
        let names = header.cells.map { TextLimit.trim($0) }
        var isUsable = true
        for (index, name) in names.enumerated() {
            if !columns.contains(name) {
                report.add(header.line, name, "unknown column")
                isUsable = false
            } else if names.firstIndex(of: name) != index {
                report.add(header.line, name, "the column occurs twice")
                isUsable = false
            }
        }
        for name in ["id", "display_name"] where !names.contains(name) {
            report.add(header.line, name, "the column is missing")
            isUsable = false
        }
        guard isUsable else { return [] }
        return rows.dropFirst().compactMap { row in
            guard row.cells.count == names.count else {
                report.add(row.line, "", "\(row.cells.count) cells instead of \(names.count)")
                return nil
            }
            let cells = Dictionary(zip(names, row.cells.map { TextLimit.trim($0) }), uniquingKeysWith: { first, _ in first })
            return record(cells, line: row.line, &report)
        }
    }

    // MARK: one row

    private static func record(_ cells: [String: String], line: Int, _ report: inout ImportReport) -> ImportRecord {
        func json(_ value: PositionedJSON.Value) -> PositionedJSON { PositionedJSON(value: value, line: line) }
        func list(_ text: String) -> [String] {
            text.split(whereSeparator: { $0 == ";" || $0 == "；" }).map { TextLimit.trim(String($0)) }.filter { !$0.isEmpty }
        }
        func strings(_ items: [String]) -> PositionedJSON { json(.array(items.map { json(.string($0)) })) }
        var fields: [(key: String, value: PositionedJSON)] = []
        func scalar(_ text: String) -> PositionedJSON {
            switch text.lowercased() {
            case "true", "yes", "是": json(.bool(true))
            case "false", "no", "否": json(.bool(false))
            default: json(Double(text).map { .number($0) } ?? .string(text))
            }
        }
        func group(_ name: String, _ keys: [(column: String, key: String)], texts: Set<String> = []) {
            let members = keys.compactMap { pair -> (key: String, value: PositionedJSON)? in
                guard let text = cells[pair.column], !text.isEmpty else { return nil }
                return (pair.key, texts.contains(pair.key) ? json(.string(text)) : scalar(text))
            }
            if !members.isEmpty { fields.append((name, json(.object(members)))) }
        }
        for key in ["id", "display_name", "kind", "summary"] {
            if let text = cells[key], !text.isEmpty { fields.append((key, json(.string(text)))) }
        }
        for key in ["remote", "notice_days"] {
            if let text = cells[key], !text.isEmpty { fields.append((key, scalar(text))) }
        }
        for key in ["languages", "declines", "public_fields"] {
            if let text = cells[key], !text.isEmpty { fields.append((key, strings(list(text)))) }
        }
        if let text = cells["capabilities"], !text.isEmpty {
            fields.append(("capabilities", json(.array(list(text).map { item in
                let parts = pair(item)
                let tags = parts.rest.split(separator: "|").map { TextLimit.trim(String($0)) }.filter { !$0.isEmpty }
                return json(.object([("name", json(.string(parts.name))), ("tags", strings(tags))]))
            }))))
        }
        if let text = cells["places"], !text.isEmpty {
            fields.append(("places", json(.array(list(text).map { item in
                let parts = pair(item)
                var members: [(key: String, value: PositionedJSON)] = [("city", json(.string(parts.name)))]
                if !parts.rest.isEmpty { members.append(("radius_km", scalar(parts.rest))) }
                return json(.object(members))
            }))))
        }
        if let text = cells["weekdays"], !text.isEmpty {
            var members: [(key: String, value: PositionedJSON)] = [("weekdays", strings(list(text)))]
            for key in ["from", "to"] { if let time = cells[key], !time.isEmpty { members.append((key, json(.string(time)))) } }
            fields.append(("availability", json(.array([json(.object(members))]))))
        } else if cells["from"]?.isEmpty == false || cells["to"]?.isEmpty == false {
            report.add(line, "weekdays", "missing beside from and to")
        }
        group(
            "price",
            [("price_amount", "amount"), ("price_currency", "currency"), ("price_per", "per"), ("price_negotiable", "negotiable")],
            texts: ["currency", "per"])
        group("capacity", [("capacity_min", "min"), ("capacity_max", "max")])
        group("style", [("openness", "openness"), ("patience", "patience"), ("detail", "detail")])
        if let text = cells["conditions"], !text.isEmpty {
            fields.append(("conditions", json(.array(list(text).enumerated().map { index, text in
                json(.object([
                    ("id", json(.string("c\(index + 1)"))), ("kind", json(.string("other"))), ("operator", json(.string("quotes"))),
                    ("value", json(.string(text))), ("text", json(.string(text))),
                ]))
            }))))
        }
        return ImportRecord(line: line, fields: fields)
    }

    private static func pair(_ text: String) -> (name: String, rest: String) {
        guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return (text, "") }
        return (TextLimit.trim(String(text[..<colon])), TextLimit.trim(String(text[text.index(after: colon)...])))
    }

    // MARK: RFC 4180

    static func rows(_ bytes: ArraySlice<UInt8>, _ report: inout ImportReport) -> [Row] {
        var rows: [Row] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var line = 1, rowLine = 1
        var isQuoted = false, wasQuoted = false
        var index = bytes.startIndex
        func close(_ report: inout ImportReport) {
            if let text = String(validating: cell, as: UTF8.self) {
                cells.append(text)
            } else {
                report.add(line, "", "not valid UTF-8")
                cells.append("")
            }
            cell = []
            wasQuoted = false
        }
        func end(_ report: inout ImportReport) {
            close(&report)
            if cells != [""] { rows.append(Row(line: rowLine, cells: cells)) }
            cells = []
        }
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == 10 { line += 1 }
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    cell.append(byte)
                } else if index < bytes.endIndex, bytes[index] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                    wasQuoted = true
                }
            } else if byte == UInt8(ascii: ",") {
                close(&report)
            } else if byte == 10 {
                end(&report)
                rowLine = line
            } else if byte == 13, index < bytes.endIndex, bytes[index] == 10 {
                continue
            } else if byte == UInt8(ascii: "\""), cell.isEmpty, !wasQuoted {
                isQuoted = true
            } else if wasQuoted || byte == UInt8(ascii: "\"") {
                report.add(line, "", "a quotation mark in the wrong place")
                return rows
            } else {
                cell.append(byte)
            }
        }
        if isQuoted { report.add(rowLine, "", "a quoted cell without an end") } else if !cell.isEmpty || !cells.isEmpty || wasQuoted { end(&report) }
        return rows
    }
}
