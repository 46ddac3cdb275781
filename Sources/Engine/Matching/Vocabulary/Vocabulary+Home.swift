extension Vocabulary {
    /// House, garden, animals, moving, care.
    static let home = """
        movers|skill||搬运|moving help|general|site core|搬运,搬家公司,搬家服务,搬东西,货拉拉,搬重物|movers,moving company,removal company,moving help,moving van,removals,heavy lifting||
        cleaning|skill||保洁|cleaning|general|site|保洁,家政,打扫,清洁,钟点工,大扫除,清洗|cleaning,cleaner,housekeeping,maid,deep clean||
        repair|skill||维修|repairs|general|site|维修,修理,师傅,修家电,家电维修,修手机,上门维修|repair,handyman,fix,fixing,odd jobs||
        plumbing|skill|repair|水管维修|plumbing|general|site|水管,漏水,水管工,疏通,马桶,修水管|plumber,plumbing,leak,leaking,drain,blocked toilet||
        electrical|skill|repair|电工|electrical work|general|site|电工,电路,修灯,换灯,电路维修,布线,插座|electrician,electrical work,wiring,light fitting||
        carpentry|skill|repair|木工|carpentry|general|site|木工,打家具,木匠,家具组装,安装家具|carpenter,carpentry,woodwork,furniture assembly,joiner||
        painting_walls|skill|renovation_work|刷墙|wall painting|general|site|刷墙,油漆,粉刷,墙面|house painting,wall painting,decorator painter,paint the walls||
        renovation_work|skill||装修施工|building work|general|site core after:interior_design|施工,装修队,工长,水电改造,装修公司,贴砖|builder,building work,contractor,construction,tiling||
        gardening|skill||园艺|gardening|general|site|园艺,种花,种菜,绿植,庭院,养花,除草|gardening,gardener,plants,lawn,landscaping,garden||
        pet_care|skill||宠物照看|pet care|general|site|宠物,遛狗,寄养,喂猫,猫,狗,宠物托管,宠物寄养|pet,pet sitting,dog walking,dog walker,cat sitting,dog,cat,pet care||
        vet|skill||宠物医生|veterinary care|general|person|兽医,宠物医院,宠物医生|vet,veterinarian,veterinary||
        childcare|skill||育儿照看|childcare|general|site|带娃,保姆,月嫂,看孩子,托管,照看孩子,育儿,带孩子|childcare,babysitter,babysitting,nanny,child care,daycare||
        elder_care|skill||老人照护|elder care|general|site|养老,护工,照顾老人,陪护,老人照护,陪诊,看护|elder care,elderly care,caregiver,carer,senior care,nursing care||
        real_estate|skill||租房|housing|general||租房,找房,房产,中介,合租,买房,看房|flat hunting,apartment hunting,real estate,estate agent,realtor,renting a flat,find a flat,housing||
        car_repair|skill||修车|car repair|general|site|修车,汽车维修,汽修,保养车,洗车|car repair,mechanic,car service,garage||
        bike_repair|skill||修自行车|bicycle repair|general|site|修自行车,自行车维修,单车维修,修单车|bicycle repair,bike repair,bike mechanic,bicycle mechanic||
        recycling|skill||旧物回收|recycling|general|site|回收,旧物,闲置,二手|recycling,second-hand,used furniture,disposal,clearance||
        """
}
