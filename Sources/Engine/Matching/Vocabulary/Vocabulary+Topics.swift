extension Vocabulary {
    /// Subjects: they say which speaker or developer, and are no need in themselves.
    static let topics = """
        ai|topic||AI|AI|general||ai,人工智能,大模型,aigc,chatgpt,智能体,llm,生成式|ai,artificial intelligence,llm,chatgpt,generative ai,ai agent||
        web3|topic||Web3|Web3|general||web3,区块链,加密货币,nft|web3,blockchain,crypto,nft||
        technology|topic||技术|technology|general||技术,科技,互联网,数码|technology,tech||
        open_source|topic||开源|open source|general||开源,github|open source,open-source,github||
        sustainability|topic||环保|sustainability|general||环保,可持续,低碳,垃圾分类,净滩|sustainability,sustainable,environment,climate,green energy,zero waste||
        music|topic||音乐|music|general||音乐,爵士,民谣,摇滚,古典音乐|music,jazz,rock music,classical music,folk music||
        art|topic||艺术|art|general||艺术,当代艺术,艺术家|art,arts,contemporary art||
        film|topic||电影|film|general||电影,影视,纪录片放映|film,cinema,movie||
        reading|topic||阅读|reading|general||阅读,读书,书籍,文学|book,reading,literature,book club||
        education|topic||教育|education|general||教育,学习,亲子,家长|education,parenting,learning||
        health|topic||健康|health|general||健康,养生|health,wellbeing,wellness||
        women|topic||女性|women|general||女性,女性成长,妈妈|women,mothers||
        students|topic||学生|students|general||学生,大学生,校园,高校|student,campus,university||
        children|topic||儿童|children|general||儿童,孩子,小朋友,幼儿|children,kids,child||
        elderly|topic||老年人|older people|general||老人,老年人,长辈|elderly,seniors,older people||
        food|topic||美食|food culture|general||美食,吃货,火锅,素食|foodie,cuisine,vegan,vegetarian||
        outdoors|topic||户外|outdoors|general||户外,登山,自然|outdoor,outdoors,nature||
        fintech|topic||金融科技|fintech|general||金融,金融科技,量化|fintech,banking,quant trading||
        culture|topic||传统文化|traditional culture|general||传统文化,非遗,国风,茶道,汉服|traditional culture,heritage,tea ceremony||
        """
}
