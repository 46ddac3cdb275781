extension Vocabulary {
    /// Software, hardware, data.
    static let technology = """
        development|skill||开发|development|development|core|开发,程序员,工程师,编程,软件开发,写代码,技术开发,开发者,码农,全栈,技术合伙人|development,developer,programmer,software engineer,coding,programming,software,full-stack,fullstack,engineer,cto||
        frontend|skill|web_dev|前端开发|frontend development|development|after:ui_design|前端,前端开发,前端工程师,react,vue,three.js,javascript,typescript,h5|frontend,front-end,front end,front end developer,frontend developer,front-end developer,react,vue,angular,javascript,typescript,three.js,css||
        backend|skill|web_dev|后端开发|backend development|development||后端,后端开发,服务端,后台开发,接口开发,java,python,golang,node.js|backend,back-end,back end,backend developer,backend engineer,server-side,api development,java,python,golang,node.js,django,rust||
        web_dev|skill|development|网站开发|web development|development|core after:ui_design|网站开发,网页开发,建站,web开发,做网站|web development,web developer,wordpress,build websites,website building,webflow||
        app_dev|skill|development|应用开发|app development|development|core after:ui_design|app开发,应用开发,移动开发,安卓,安卓开发,ios,ios开发,flutter,移动端|app development,app developer,mobile development,ios,android,flutter,react native,swift,kotlin,mobile developer||
        mini_program_dev|skill|app_dev|小程序开发|mini program development|development|core after:ui_design|小程序开发,微信开发,公众号开发|mini program development,wechat development||
        game_dev|skill|development|游戏开发|game development|development|core|游戏开发,unity,unreal,游戏程序,游戏策划|game development,game developer,unity,unreal,godot,game design||
        embedded|skill|development|嵌入式|embedded systems|development||嵌入式,单片机,硬件开发,硬件,物联网,电路设计,机器人,arduino|embedded,firmware,hardware,iot,arduino,raspberry pi,electronics,robotics,pcb||
        ai_dev|skill|development|人工智能开发|AI development|development||人工智能开发,机器学习,深度学习,算法,大模型开发,算法工程师,模型训练,智能体开发,ai开发,nlp|machine learning,deep learning,ai development,ml engineer,data science,data scientist,llm engineering,nlp,computer vision,ai engineer||
        data_analysis|skill||数据分析|data analysis|development||数据分析,数据可视化,数据分析师,数据处理,统计分析,爬虫,报表|data analysis,data analyst,analytics,data visualisation,data visualization,statistics,sql,dashboard,excel||
        devops|skill|development|运维|operations engineering|development|after:development|运维,服务器,部署,云服务,devops,云计算|devops,deployment,server administration,cloud,sysadmin,kubernetes,infrastructure||
        testing|skill|development|测试|software testing|development|after:development|软件测试,测试工程师,功能测试,自动化测试|software testing,qa,test automation,tester,quality assurance||
        cybersecurity|skill|development|网络安全|cyber security|development||网络安全,信息安全,渗透测试,安全审计|cyber security,cybersecurity,penetration testing,security audit,infosec||
        blockchain_dev|skill|development|区块链开发|blockchain development|development||区块链开发,智能合约,合约开发|smart contract,blockchain development,solidity||
        product_management|skill||产品经理|product management|development||产品经理,产品规划,需求分析,产品策划,产品负责人|product manager,product management,product owner,requirements analysis||
        project_management|skill||项目管理|project management|general||项目管理,项目经理,敏捷教练,进度管理|project management,project manager,scrum master,agile coach||
        tech_support|skill||技术支持|IT support|general||技术支持,修电脑,电脑维修,网络布线,wifi,装系统|it support,tech support,computer repair,wifi,networking setup,laptop repair||
        """
}
