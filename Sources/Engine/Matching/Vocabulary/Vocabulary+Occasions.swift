extension Vocabulary {
    /// Occasions: what a demand is about, and what it takes.
    static let occasions = """
        meetup|activity||聚会|meetup|event|needs:venue+host|聚会,沙龙,见面会,聚一聚,线下活动,交流会,社群活动,派对活动,活动,座谈会,茶话会,读书会,观影会,快闪|meetup,meet-up,gathering,get-together,event,social evening,mixer,salon,networking event,networking evening||
        conference|activity|meetup|大会|conference|event|needs:venue+speaker+host|大会,峰会,论坛,研讨会,学术会议,年会,发布会,开幕式,颁奖典礼,庆典|conference,summit,forum,symposium,convention,annual meeting,product launch,launch event,ceremony,gala||
        hackathon|activity|meetup|黑客松|hackathon|event|needs:venue+host+mentor|黑客松,编程马拉松,黑客马拉松|hackathon,hack day,code jam||
        party|activity|meetup|派对|party|event|needs:venue+catering|派对,生日会,生日聚会,生日派对,庆生,轰趴,庆功宴,晚宴,酒会,年夜饭|party,birthday,celebration,dinner party,banquet,reception,housewarming||
        wedding|activity|party|婚礼|wedding|event|needs:venue+wedding_planning+photography|婚礼,结婚,婚宴,订婚,求婚|wedding,engagement party,marriage proposal,getting married,bridal||
        exhibition|activity|meetup|展览|exhibition|event|needs:venue+exhibition_design|展览,展会,画展,艺术展,摄影展,毕业展,车展|exhibition,art show,trade fair,expo||
        concert|activity|meetup|演出|concert|event|needs:venue+musician+sound|演出,音乐会,演唱会,音乐节,路演演出,livehouse|concert,gig,music festival,recital,open mic,live show||
        market|activity|meetup|市集|market|event|needs:venue+host|市集,集市,跳蚤市场|flea market,craft fair,bazaar,street market||
        team_building|activity|meetup|团建|team building|event|needs:event_planning+venue|团建,团队建设,拓展训练,公司出游|team building,teambuilding,team-building,company outing,offsite,team retreat||
        sports_event|activity|meetup|运动会|sports event|event|needs:venue+coach|运动会,比赛,马拉松,骑行活动,球赛,联赛|tournament,sports day,marathon,fun run,charity run,league||
        camp|activity|meetup|营地活动|camp|event|needs:venue+tour_guide|夏令营,冬令营,露营,研学|summer camp,camping trip,retreat||
        charity_event|activity|meetup|公益活动|charity event|event|needs:venue+volunteer|公益活动,慈善,义卖,募捐活动|charity event,fundraiser,charity sale,benefit night||
        workshop|activity|meetup|工作坊|workshop|sharing|needs:speaker+venue|工作坊,体验课,训练营,实操课|workshop,bootcamp,hands-on class,masterclass||
        talk|activity|meetup|分享会|talk|sharing|needs:speaker|分享会,讲座,分享,演讲,主题分享,经验分享,公开课,宣讲|talk,lecture,seminar,webinar,sharing session,presentation,panel||
        course|activity||课程|course|sharing|needs:teacher|课程,培训课,网课|course,curriculum||
        trip|activity||旅行|trip|general|needs:travel_planning|旅行,旅游,出游,自驾游,毕业旅行,蜜月,去玩,自由行|trip,travel,holiday,vacation,honeymoon,road trip,journey||
        moving|activity||搬家|moving house|general|needs:movers|搬家,搬办公室,搬迁|moving house,move house,moving flat,moving apartment,relocation,relocate,moving out||
        website|activity||网站|website|development|needs:web_dev+ui_design|网站,官网,网页,商城,落地页|website,web site,landing page,homepage,online shop,online store,webshop||
        app|activity||应用|app|development|needs:app_dev+ui_design|app,应用,手机应用,软件产品|app,mobile app,application||
        mini_program|activity||小程序|mini program|development|needs:mini_program_dev+ui_design|小程序|mini program,mini-program,wechat program||
        game|activity||游戏|game|development|needs:game_dev+illustration|游戏,独立游戏,手游,桌游设计|video game,indie game,mobile game||
        prototype|activity||原型|prototype|design|needs:ux_design|原型,产品原型,demo,样机|prototype,mockup,wireframe,mvp||
        startup|activity||创业|startup|general||创业,创业项目,开公司,初创|startup,start-up,new company,found a company||
        renovation|activity||装修|renovation|general|needs:interior_design+renovation_work|装修,翻新,老房改造,重新装修|renovation,renovate,refurbish,remodel||
        """
}
