import Glibc

/// Cities that texts and profiles name, in both languages, with coordinates for "within 50 km of".
struct Cities: Sendable {
    struct City: Sendable, Hashable {
        var chinese: String
        var english: String
        var latitude: Double
        var longitude: Double

        func name(_ language: Language) -> String { language == .chinese ? chinese : english }
    }

    static let standard = Cities(table: Cities.table)

    let cities: [City]
    private let han: [UInt32: [(word: [UInt32], city: Int)]]
    private let latin: [UInt64: [(words: [UInt64], city: Int)]]

    /// One city a line: `zh|en|latitude|longitude|other names`.
    init(table: String) {
        var cities: [City] = []
        var han: [UInt32: [(word: [UInt32], city: Int)]] = [:]
        var latin: [UInt64: [(words: [UInt64], city: Int)]] = [:]
        for line in table.split(separator: "\n") {
            let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 5, let latitude = Double(columns[2]), let longitude = Double(columns[3]) else { continue }
            let index = cities.count
            cities.append(City(chinese: columns[0], english: columns[1], latitude: latitude, longitude: longitude))
            for name in [columns[0], columns[1]] + columns[4].split(separator: ",").map(String.init) {
                let text = FoldedText(name)
                let tokens = Tokenizer.tokens(text)
                guard let first = tokens.first else { continue }
                if first.kind == .han {
                    han[text.scalars[0], default: []].append((text.scalars, index))
                } else {
                    let keys = tokens.map { Tokenizer.wordKey(text.scalars[$0.range]) }
                    latin[keys[0], default: []].append((keys, index))
                }
            }
        }
        for key in han.keys { han[key]?.sort { $0.word.count > $1.word.count } }
        for key in latin.keys { latin[key]?.sort { $0.words.count > $1.words.count } }
        self.cities = cities
        self.han = han
        self.latin = latin
    }

    /// Every city that `text` names, in order of appearance.
    func hits(in text: FoldedText, tokens: [Tokenizer.Token]) -> [(city: Int, range: Range<Int>)] {
        var hits: [(city: Int, range: Range<Int>)] = []
        for (position, token) in tokens.enumerated() {
            if token.kind == .han {
                var index = token.range.lowerBound
                while index < token.range.upperBound {
                    if let match = han[text.scalars[index]]?.first(where: { text.has($0.word, at: index) }),
                        !text.has(Cities.marble, at: index)
                    {
                        hits.append((match.city, index..<(index + match.word.count)))
                        index += match.word.count
                    } else {
                        index += 1
                    }
                }
            } else if token.kind == .word {
                let key = Tokenizer.wordKey(text.scalars[token.range])
                let match = latin[key]?.first { phrase in
                    position + phrase.words.count <= tokens.count
                        && phrase.words.indices.dropFirst().allSatisfy {
                            phrase.words[$0] == Tokenizer.wordKey(text.scalars[tokens[position + $0].range])
                        }
                }
                if let match {
                    hits.append((match.city, token.range.lowerBound..<tokens[position + match.words.count - 1].range.upperBound))
                }
            }
        }
        return hits
    }

    /// The city that a place in a profile or a demand stands for; nil when the table does not know it.
    func city(of place: String) -> Int? {
        let text = FoldedText(place, limit: 80)
        return hits(in: text, tokens: Tokenizer.tokens(text)).first?.city
    }

    /// Great-circle distance, haversine formula.
    func kilometres(_ left: Int, _ right: Int) -> Double {
        let radian = Double.pi / 180
        let from = cities[left], to = cities[right]
        let dLatitude = (to.latitude - from.latitude) * radian, dLongitude = (to.longitude - from.longitude) * radian
        let chord =
            sin(dLatitude / 2) * sin(dLatitude / 2)
            + cos(from.latitude * radian) * cos(to.latitude * radian) * sin(dLongitude / 2) * sin(dLongitude / 2)
        return 2 * 6371 * asin(min(1, chord.squareRoot()))
    }

    /// 大理石 is marble, not Dali.
    private static let marble = FoldedText.scalars(of: "大理石")

    private static let table = """
        北京|Beijing|39.90|116.40|海淀,中关村,望京,朝阳区,国贸,五道口,通州,peking
        上海|Shanghai|31.23|121.47|浦东,静安,徐汇,张江,杨浦,陆家嘴
        广州|Guangzhou|23.13|113.26|天河,越秀,canton
        深圳|Shenzhen|22.54|114.06|福田,南山区,罗湖
        杭州|Hangzhou|30.27|120.16|西湖区,滨江,余杭
        成都|Chengdu|30.57|104.07|武侯
        重庆|Chongqing|29.56|106.55|渝中
        南京|Nanjing|32.06|118.80|
        苏州|Suzhou|31.30|120.58|
        武汉|Wuhan|30.59|114.31|光谷
        西安|Xi'an|34.34|108.94|xian
        天津|Tianjin|39.13|117.20|
        长沙|Changsha|28.23|112.94|
        郑州|Zhengzhou|34.75|113.63|
        青岛|Qingdao|36.07|120.38|
        大连|Dalian|38.91|121.61|
        厦门|Xiamen|24.48|118.09|
        福州|Fuzhou|26.07|119.30|
        宁波|Ningbo|29.87|121.54|
        无锡|Wuxi|31.49|120.31|
        合肥|Hefei|31.82|117.23|
        济南|Jinan|36.65|117.12|
        昆明|Kunming|24.88|102.83|
        大理|Dali|25.61|100.27|
        贵阳|Guiyang|26.65|106.63|
        南宁|Nanning|22.82|108.37|
        南昌|Nanchang|28.68|115.86|
        石家庄|Shijiazhuang|38.04|114.51|
        太原|Taiyuan|37.87|112.55|
        沈阳|Shenyang|41.81|123.43|
        长春|Changchun|43.82|125.32|
        哈尔滨|Harbin|45.80|126.53|
        海口|Haikou|20.04|110.32|
        三亚|Sanya|18.25|109.51|
        珠海|Zhuhai|22.27|113.58|
        东莞|Dongguan|23.02|113.75|
        佛山|Foshan|23.02|113.12|
        兰州|Lanzhou|36.06|103.83|
        乌鲁木齐|Urumqi|43.83|87.62|
        拉萨|Lhasa|29.65|91.14|
        香港|Hong Kong|22.32|114.17|hongkong
        澳门|Macau|22.20|113.54|macao
        台北|Taipei|25.03|121.57|
        桂林|Guilin|25.27|110.29|
        丽江|Lijiang|26.86|100.23|
        东京|Tokyo|35.68|139.69|
        大阪|Osaka|34.69|135.50|
        首尔|Seoul|37.57|126.98|
        新加坡|Singapore|1.35|103.82|
        曼谷|Bangkok|13.76|100.50|
        吉隆坡|Kuala Lumpur|3.14|101.69|
        雅加达|Jakarta|-6.21|106.85|
        马尼拉|Manila|14.60|120.98|
        胡志明市|Ho Chi Minh City|10.82|106.63|saigon
        孟买|Mumbai|19.08|72.88|
        德里|Delhi|28.61|77.21|new delhi,新德里
        班加罗尔|Bangalore|12.97|77.59|bengaluru
        迪拜|Dubai|25.20|55.27|
        伊斯坦布尔|Istanbul|41.01|28.98|
        莫斯科|Moscow|55.76|37.62|
        伦敦|London|51.51|-0.13|shoreditch,camden
        曼彻斯特|Manchester|53.48|-2.24|
        爱丁堡|Edinburgh|55.95|-3.19|
        都柏林|Dublin|53.35|-6.26|
        巴黎|Paris|48.86|2.35|
        里昂|Lyon|45.76|4.84|
        柏林|Berlin|52.52|13.40|kreuzberg,neukölln
        慕尼黑|Munich|48.14|11.58|münchen
        汉堡市|Hamburg|53.55|9.99|
        法兰克福|Frankfurt|50.11|8.68|
        科隆|Cologne|50.94|6.96|köln
        维也纳|Vienna|48.21|16.37|wien
        苏黎世|Zurich|47.38|8.54|zürich
        日内瓦|Geneva|46.20|6.14|
        阿姆斯特丹|Amsterdam|52.37|4.90|
        布鲁塞尔|Brussels|50.85|4.35|
        哥本哈根|Copenhagen|55.68|12.57|
        斯德哥尔摩|Stockholm|59.33|18.07|
        奥斯陆|Oslo|59.91|10.75|
        赫尔辛基|Helsinki|60.17|24.94|
        华沙|Warsaw|52.23|21.01|
        布拉格|Prague|50.08|14.44|
        布达佩斯|Budapest|47.50|19.04|
        马德里|Madrid|40.42|-3.70|
        巴塞罗那|Barcelona|41.39|2.17|
        里斯本|Lisbon|38.72|-9.14|
        罗马|Rome|41.90|12.50|
        米兰|Milan|45.46|9.19|
        雅典|Athens|37.98|23.73|
        纽约|New York|40.71|-74.01|nyc,brooklyn,manhattan
        旧金山|San Francisco|37.77|-122.42|bay area,湾区
        洛杉矶|Los Angeles|34.05|-118.24|
        西雅图|Seattle|47.61|-122.33|
        波士顿|Boston|42.36|-71.06|
        芝加哥|Chicago|41.88|-87.63|
        奥斯汀|Austin|30.27|-97.74|
        华盛顿|Washington|38.91|-77.04|
        多伦多|Toronto|43.65|-79.38|
        温哥华|Vancouver|49.28|-123.12|
        墨西哥城|Mexico City|19.43|-99.13|
        圣保罗|São Paulo|-23.55|-46.63|sao paulo
        布宜诺斯艾利斯|Buenos Aires|-34.60|-58.38|
        悉尼|Sydney|-33.87|151.21|
        墨尔本|Melbourne|-37.81|144.96|
        奥克兰|Auckland|-36.85|174.76|
        开罗|Cairo|30.04|31.24|
        内罗毕|Nairobi|-1.29|36.82|
        拉各斯|Lagos|6.52|3.38|
        开普敦|Cape Town|-33.92|18.42|
        """
}
